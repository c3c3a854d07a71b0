import type { ServerResponse } from 'node:http';
import type { HealthPart } from '@botscope/conventions';
import { ANSWER_HEADERS } from '../forward.ts';

/** The worst state of all parts. */
export function toOverallState(parts: readonly HealthPart[]): HealthPart['state'] {
  if (parts.some(({ state }) => state === 'down')) return 'down';
  return parts.some(({ state }) => state === 'degraded') ? 'degraded' : 'ok';
}

/** Answers with the parts and their worst state; the status is 200 whatever it is, since the gateway itself answers. */
export function answerHealth(response: ServerResponse, parts: readonly HealthPart[]): void {
  const body = JSON.stringify({ state: toOverallState(parts), parts });
  response.writeHead(200, {
    ...ANSWER_HEADERS,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}
