import * as http from 'node:http';
import * as https from 'node:https';
import { pipeline } from 'node:stream/promises';
import { HEADER_LOKI_ENCODING_FLAGS } from '@botscope/conventions';
import { GatewayError, type GatewayErrorPart } from './gateway-error.ts';

/** Where a request goes and what it says there besides the forwarded headers. */
export interface Upstream {
  readonly part: GatewayErrorPart;
  /** Whole address, path and query included. */
  readonly url: string;
  /** Headers set by the gateway. */
  readonly headers: Readonly<Record<string, string>>;
  /** How long the upstream may stay silent. */
  readonly timeoutMillis: number;
}

const FORWARDED_REQUEST_HEADERS = [
  'accept',
  'accept-encoding',
  'if-none-match',
  HEADER_LOKI_ENCODING_FLAGS.toLowerCase(),
];
const FORWARDED_BODY_HEADERS = ['content-type', 'content-length'];
const FORWARDED_RESPONSE_HEADERS = [
  'content-type',
  'content-length',
  'content-encoding',
  'content-disposition',
  'etag',
  'retry-after',
];

/** Headers of every answer: nothing is cached, and an answer opened as a page runs nothing. */
export const ANSWER_HEADERS: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': 'sandbox',
  'X-Content-Type-Options': 'nosniff',
};

function pick(headers: http.IncomingHttpHeaders, names: readonly string[]): Record<string, string> {
  const found = names.flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(found);
}

function open(request: http.IncomingMessage, upstream: Upstream, signal: AbortSignal): Promise<http.IncomingMessage> {
  const hasBody = request.method !== 'GET';
  const names = [...FORWARDED_REQUEST_HEADERS, ...(hasBody ? FORWARDED_BODY_HEADERS : [])];
  const send = upstream.url.startsWith('https:') ? https.request : http.request;
  return new Promise((resolve, reject) => {
    const outgoing = send(upstream.url, {
      method: request.method,
      headers: { ...pick(request.headers, names), ...upstream.headers },
      // A connection of its own: one kept alive may be closed by the other side just as it is used again.
      agent: false,
      timeout: upstream.timeoutMillis,
      signal,
    });
    outgoing.on('response', resolve);
    outgoing.on('error', reject);
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${upstream.timeoutMillis} ms`)));
    if (hasBody) pipeline(request, outgoing).catch(reject);
    else outgoing.end();
  });
}

function checkAccepted(incoming: http.IncomingMessage, part: GatewayErrorPart): void {
  if (incoming.statusCode !== 401) return;
  incoming.resume();
  // Passed on, a 401 would look to Grafana's client like a lost session.
  throw new GatewayError('upstream_refused', { part, detail: `It is ${part}.` });
}

/**
 * Asks the upstream with the headers that may pass and streams its answer back. Throws a {@link GatewayError} when
 * there is no answer; an answer that breaks off ends the client's connection, so that it cannot look complete.
 */
export async function forward(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  upstream: Upstream,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const incoming = await open(request, upstream, gone.signal).catch((cause: unknown) => {
    throw new GatewayError('upstream_down', { part: upstream.part, detail: `It is ${upstream.part}.`, cause });
  });
  checkAccepted(incoming, upstream.part);
  const headers = { ...pick(incoming.headers, FORWARDED_RESPONSE_HEADERS), ...ANSWER_HEADERS };
  response.writeHead(incoming.statusCode ?? 502, headers);
  response.flushHeaders();
  await pipeline(incoming, response).catch(() => response.destroy());
}
