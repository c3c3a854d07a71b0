import { createHash } from 'node:crypto';
import { once } from 'node:events';
import http, { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Socket } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { createTestCertificate } from './test-certificate.ts';

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly rawHeaders: readonly string[];
  /** Up to 1 MiB of the body. */
  readonly body: Buffer;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Servers that remember what they saw and answer as a path asks them to. */
export interface RecordingServer {
  readonly http: string;
  readonly https: string;
  /** Certificate to trust. */
  readonly certificate: string;
  /** Addresses at which no HTTP server answers: nobody, silence, a reset, no TLS. */
  readonly closed: string;
  readonly silent: string;
  readonly resetting: string;
  readonly plain: string;
  /** One whose certificate nobody trusts. */
  readonly untrusted: string;
  /** Requests whose path contains a text, whose bodies have been received. */
  seen(text: string): readonly SeenRequest[];
  stop(): Promise<void>;
}

const MOST_BYTES = 1 << 20;
const PIECE = Buffer.alloc(65_536, 'piece of a large answer; ');
const JSON_ANSWER = Buffer.from('{"ok":true,"name":"Zoë","access_token":"t0ken-of-the-answer"}');

/** What a path's first part asks for. */
const ANSWERS: Readonly<Record<string, (response: ServerResponse, request: IncomingMessage) => void>> = {
  json: (response) => void response.setHeader('content-type', 'application/json').end(JSON_ANSWER),
  text: (response) => void response.setHeader('content-type', 'text/plain; charset=utf-8').end('plain: ä€𝄞'),
  binary: (response) =>
    void response.setHeader('content-type', 'application/octet-stream').end(Buffer.from([0, 255, 254, 1, 128])),
  empty: (response) => void response.writeHead(204).end(),
  missing: (response) => void response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"none"}'),
  broken: (response) => void response.writeHead(503).end('later'),
  gzip: (response) => encoded(response, 'gzip', gzipSync(JSON_ANSWER)),
  deflate: (response) => encoded(response, 'deflate', deflateSync(JSON_ANSWER)),
  br: (response) => encoded(response, 'br', brotliCompressSync(JSON_ANSWER)),
  chunked: (response) => {
    response.setHeader('content-type', 'text/plain').write('one;');
    setImmediate(() => response.end('two'));
  },
  hints: (response) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    response.setHeader('content-type', 'text/plain').end('hinted');
  },
  redirect: (response, request) =>
    void response
      .writeHead(303, { location: (request.url ?? '').replace('/redirect/', '/json/followed/') })
      .end('moved'),
  large: (response) => void response.setHeader('content-type', 'text/plain').end(Buffer.concat([PIECE, PIECE, PIECE])),
  huge: sendHuge,
  short: (response) => {
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '1000' });
    response.write('too short', () => response.destroy());
  },
  cut: (response) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.write('part', () => response.socket?.resetAndDestroy());
  },
  stall: (response) => void response.writeHead(200, { 'content-type': 'text/plain' }).write('first;'),
  silent: () => {},
  closing: (response) => void response.setHeader('connection', 'close').end('closed'),
};

/** Texts of the answers that are short, decoded. */
export const ANSWER_TEXTS: Readonly<Record<string, string>> = {
  json: JSON_ANSWER.toString(),
  gzip: JSON_ANSWER.toString(),
  deflate: JSON_ANSWER.toString(),
  br: JSON_ANSWER.toString(),
  redirect: JSON_ANSWER.toString(),
  text: 'plain: ä€𝄞',
  binary: 'base64:AP/+AYA=',
  missing: '{"error":"none"}',
  broken: 'later',
  chunked: 'one;two',
  hints: 'hinted',
  short: 'too short',
  cut: 'part',
  stall: 'first;',
  closing: 'closed',
};
/** Bytes of the answer `huge`. */
export const HUGE_BYTES = 100 * (1 << 20);

/** Starts the servers on free ports of the loopback address. */
export async function startRecordingServer(): Promise<RecordingServer> {
  const certificate = createTestCertificate();
  const seen: SeenRequest[] = [];
  const listener: RequestListener = (request, response) => void serve(seen, request, response);
  const servers = [
    http.createServer(listener),
    https.createServer({ ...certificate }, listener),
    net.createServer(),
    net.createServer((socket) => socket.on('error', () => {})),
    net.createServer((socket) => socket.once('data', () => socket.resetAndDestroy()).on('error', () => {})),
    net.createServer((socket) => socket.on('error', () => {}).end('no TLS\r\n')),
    https.createServer({ ...createTestCertificate() }),
  ] as const;
  const sockets = new Set<Socket>();
  for (const server of servers) {
    server.on('connection', (socket: Socket) => sockets.add(socket.on('close', () => sockets.delete(socket))));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  const [plainHttp, secureHttp, closed, silent, resetting, plain, untrusted] = servers.map(
    (server) => `127.0.0.1:${(server.address() as AddressInfo).port}`,
  ) as [string, string, string, string, string, string, string];
  await new Promise((resolve) => servers[2].close(resolve));
  return {
    http: `http://${plainHttp}`,
    https: `https://${secureHttp}`,
    certificate: certificate.cert,
    closed: `http://${closed}`,
    silent: `http://${silent}`,
    resetting: `http://${resetting}`,
    plain: `https://${plain}`,
    untrusted: `https://${untrusted}`,
    seen: (text) => seen.filter(({ path }) => path.includes(text)),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

async function serve(seen: SeenRequest[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const kind = (request.url ?? '').split('/')[1] ?? '';
  const chunks: Buffer[] = [];
  const hash = createHash('sha256');
  let sizeBytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      hash.update(chunk);
      if (sizeBytes < MOST_BYTES) chunks.push(chunk);
      sizeBytes += chunk.length;
    }
  } catch {
    return;
  }
  const { method = '', url: path = '', rawHeaders } = request;
  seen.push({ method, path, rawHeaders, body: Buffer.concat(chunks), sizeBytes, sha256: hash.digest('hex') });
  response.on('error', () => {});
  ANSWERS[kind]?.(response, request);
}

function encoded(response: ServerResponse, encoding: string, body: Buffer): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding }).end(body);
}

function sendHuge(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/plain', 'content-length': String(HUGE_BYTES) });
  pipeline(Readable.from(makePieces(), { objectMode: false }), response, () => {});
}

function* makePieces(): Iterable<Buffer> {
  for (let sent = 0; sent < HUGE_BYTES; sent += PIECE.length) yield PIECE;
}
