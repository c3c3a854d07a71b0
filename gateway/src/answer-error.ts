import type { ServerResponse } from 'node:http';
import { ANSWER_HEADERS } from './forward.ts';
import { GatewayError } from './gateway-error.ts';

/** Answers a failed request with its code, message and fix as JSON; what has begun to be answered is broken off. */
export function answerError(response: ServerResponse, error: unknown): GatewayError {
  const known = error instanceof GatewayError ? error : new GatewayError('internal', { cause: error });
  if (response.headersSent) {
    response.destroy();
    return known;
  }
  const body = JSON.stringify(known.toBody());
  response.writeHead(known.status, {
    ...ANSWER_HEADERS,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
  return known;
}
