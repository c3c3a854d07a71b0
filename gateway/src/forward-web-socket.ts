import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { HEADER_LOKI_ENCODING_FLAGS } from '@botscope/conventions';
import { pick, relayAnswer, toDown, type Upstream } from './forward.ts';
import type { Upgrade } from './upgrade.ts';

/** How long a WebSocket may last. */
export interface WebSocketLimits {
  /** Without anything from either side; servers ping more often than that. */
  readonly idleMillis: number;
  /** Altogether: after that the client has to show again who it is. */
  readonly lifeMillis: number;
}

const FORWARDED_REQUEST_HEADERS = [
  'sec-websocket-key',
  'sec-websocket-version',
  'sec-websocket-protocol',
  'sec-websocket-extensions',
  HEADER_LOKI_ENCODING_FLAGS.toLowerCase(),
];
const FORWARDED_ANSWER_HEADERS = ['sec-websocket-accept', 'sec-websocket-protocol', 'sec-websocket-extensions'];
/** Pongs and a close; a client has nothing else to say. */
const MAX_BYTES_OF_CLIENT = 1024 * 1024;

type Outcome =
  | { readonly kind: 'upgraded'; readonly answer: http.IncomingMessage; readonly socket: Socket; readonly head: Buffer }
  | { readonly kind: 'answered'; readonly answer: http.IncomingMessage };

/**
 * Asks the upstream for the WebSocket that the client asks for and joins the two. An upstream that answers otherwise is
 * heard instead. Throws a `GatewayError` when there is no answer; resolves when the connection has ended.
 */
export async function forwardWebSocket(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  { socket, head }: Upgrade,
  upstream: Upstream,
  limits: WebSocketLimits,
): Promise<void> {
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  socket.once('close', leave);
  const outcome = await ask(request, upstream, gone.signal).catch((cause: unknown) => {
    throw toDown(upstream.name, cause);
  });
  socket.off('close', leave);
  if (outcome.kind === 'answered') return relayAnswer(outcome.answer, response, upstream);
  socket.write(renderSwitch(outcome.answer));
  socket.write(outcome.head);
  outcome.socket.write(head);
  await join(socket, outcome.socket, limits);
}

function ask(request: http.IncomingMessage, upstream: Upstream, signal: AbortSignal): Promise<Outcome> {
  const send = upstream.url.startsWith('https:') ? https.request : http.request;
  return new Promise((resolve, reject) => {
    const outgoing = send(upstream.url, {
      headers: {
        ...pick(request.headers, FORWARDED_REQUEST_HEADERS),
        ...upstream.headers,
        connection: 'Upgrade',
        upgrade: 'websocket',
      },
      agent: false,
      timeout: upstream.timeoutMillis,
      signal,
    });
    outgoing.on('upgrade', (answer, socket, head) => resolve({ kind: 'upgraded', answer, socket, head }));
    outgoing.on('response', (answer) => resolve({ kind: 'answered', answer }));
    outgoing.on('error', reject);
    outgoing.on('timeout', () => {
      const late = new Error(`no answer within ${upstream.timeoutMillis} ms`);
      outgoing.destroy(Object.assign(late, { code: 'ETIMEDOUT' }));
    });
    outgoing.end();
  });
}

function renderSwitch({ headers }: http.IncomingMessage): string {
  const lines = Object.entries(pick(headers, FORWARDED_ANSWER_HEADERS)).map(([name, value]) => `${name}: ${value}`);
  return ['HTTP/1.1 101 Switching Protocols', 'Connection: Upgrade', 'Upgrade: websocket', ...lines, '', ''].join(
    '\r\n',
  );
}

function join(client: Duplex, upstream: Socket, limits: WebSocketLimits): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(life);
      client.destroy();
      upstream.destroy();
      resolve();
    };
    const life = setTimeout(end, limits.lifeMillis);
    upstream.setTimeout(limits.idleMillis, end);
    let bytesOfClient = 0;
    client.on('data', (chunk: Buffer) => {
      bytesOfClient += chunk.length;
      if (bytesOfClient > MAX_BYTES_OF_CLIENT) end();
    });
    for (const side of [client, upstream]) side.on('error', end).on('close', end);
    client.pipe(upstream).pipe(client);
  });
}
