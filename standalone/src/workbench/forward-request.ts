import {
  request as startRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream';

/** Where a request goes, and the headers that are set whatever the client sent. */
export interface Upstream {
  /** Scheme, host and port; the path below is not taken from it, because a URL object would resolve dot segments. */
  readonly url: URL;
  /** Path with query, as it is sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
/** What belongs to the browser and this server only. */
const PRIVATE = ['host', 'cookie', 'authorization', 'origin', 'referer', 'expect'];

/**
 * Sends a request on and streams its answer back, both without buffering. Calls `onUnreachable` when no answer comes; an
 * answer that breaks off breaks off here as well.
 */
export function forwardRequest(
  request: IncomingMessage,
  response: ServerResponse,
  upstream: Upstream,
  onUnreachable: (error: Error) => void,
): void {
  const outgoing = startRequest(upstream.url, {
    method: request.method ?? 'GET',
    path: upstream.path,
    headers: toUpstreamHeaders(request, upstream.headers),
  });
  outgoing.on('response', (answer) => relayAnswer(answer, response));
  outgoing.on('error', (error) => {
    if (response.headersSent) response.destroy();
    else onUnreachable(error);
  });
  response.on('close', () => outgoing.destroy());
  request.pipe(outgoing);
}

/** Streams an answer back. */
export function relayAnswer(answer: IncomingMessage, response: ServerResponse): void {
  response.writeHead(answer.statusCode ?? 502, toClientHeaders(answer));
  // The first event of a stream may be long in coming; the client should see that the stream is open.
  response.flushHeaders();
  pipeline(answer, response, () => undefined);
}

/** Headers of the client that go on, with those of the route. */
export function toUpstreamHeaders(
  request: IncomingMessage,
  set: Readonly<Record<string, string>>,
): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (!PRIVATE.includes(name)) headers[name] = value;
  }
  for (const [name, value] of Object.entries(set)) headers[name.toLowerCase()] = value;
  // Last, as in Grafana: what a client names in Connection is dropped even where the route sets it. The gateway denies it then.
  for (const name of [...HOP_BY_HOP, ...namedInConnection(request)]) delete headers[name];
  if (request.headers['transfer-encoding'] !== undefined) headers['transfer-encoding'] = 'chunked';
  return headers;
}

function toClientHeaders(answer: IncomingMessage): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = { ...answer.headers };
  for (const name of [...HOP_BY_HOP, ...namedInConnection(answer), 'set-cookie']) delete headers[name];
  return {
    ...headers,
    'cache-control': 'no-store',
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
  };
}

function namedInConnection(message: IncomingMessage): readonly string[] {
  return (message.headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
}
