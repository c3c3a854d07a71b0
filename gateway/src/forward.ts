import * as http from 'node:http';
import * as https from 'node:https';
import { pipeline } from 'node:stream/promises';
import { describeConnectionFailure, HEADER_LOKI_ENCODING_FLAGS } from '@botscope/conventions';
import { checkAnswer, checkErrorText } from './check-answer.ts';
import { GatewayError } from './gateway-error.ts';
import { UPSTREAMS, type UpstreamName } from './upstream.ts';

/** Where a request goes and what it says there besides the forwarded headers. */
export interface Upstream {
  readonly name: UpstreamName;
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

/** The headers of these names that occur once. */
export function pick(headers: http.IncomingHttpHeaders, names: readonly string[]): Record<string, string> {
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
    outgoing.on('timeout', () => {
      const late = new Error(`no answer within ${upstream.timeoutMillis} ms`);
      outgoing.destroy(Object.assign(late, { code: 'ETIMEDOUT' }));
    });
    if (hasBody) pipeline(request, outgoing).catch(reject);
    else outgoing.end();
  });
}

/** The error for an upstream that gives no answer. */
export function toDown(name: UpstreamName, cause: unknown): GatewayError {
  const { title, urlVariable } = UPSTREAMS[name];
  const { reason, fix } = describeConnectionFailure(cause, urlVariable);
  return new GatewayError('upstream_down', { part: name, detail: `${title}: ${reason}`, fix, cause });
}

/** A bare 400 may be what a port that speaks TLS says to a plain request; the stores name a type of content. */
async function readBareError(incoming: http.IncomingMessage): Promise<string | undefined> {
  if (incoming.statusCode !== 400 || incoming.headers['content-type'] !== undefined) return undefined;
  let text = '';
  for await (const part of incoming) text += String(part);
  return text;
}

/**
 * Streams an upstream's answer back; one that breaks off ends the client's connection, so that it cannot look complete.
 * Throws a {@link GatewayError} for an answer that is not what it seems.
 */
export async function relayAnswer(
  incoming: http.IncomingMessage,
  response: http.ServerResponse,
  { name, url }: Pick<Upstream, 'name' | 'url'>,
): Promise<void> {
  const { statusCode: status = 502, headers: received } = incoming;
  try {
    checkAnswer(name, new URL(url).pathname, { status, contentType: received['content-type'] });
  } catch (error) {
    incoming.resume();
    throw error;
  }
  const bareError = await readBareError(incoming);
  if (bareError !== undefined) checkErrorText(name, bareError);
  response.writeHead(status, { ...pick(received, FORWARDED_RESPONSE_HEADERS), ...ANSWER_HEADERS });
  if (bareError !== undefined) {
    response.end(bareError);
    return;
  }
  response.flushHeaders();
  await pipeline(incoming, response).catch(() => response.destroy());
}

/**
 * Asks the upstream with the headers that may pass and streams its answer back. Throws a {@link GatewayError} when
 * there is no answer, or one that is not what it seems.
 */
export async function forward(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  upstream: Upstream,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const incoming = await open(request, upstream, gone.signal).catch((cause: unknown) => {
    throw toDown(upstream.name, cause);
  });
  await relayAnswer(incoming, response, upstream);
}
