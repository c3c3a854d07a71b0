import { Readable } from 'node:stream';

/** What a request sends. */
export type BodyKind = 'none' | 'text' | 'json' | 'form' | 'binary' | 'multipart' | 'stream' | 'large' | 'huge';

/** When the bot breaks a call off; `late`: while the body comes, since the time is over. */
export type Abort = 'before' | 'head' | 'body' | 'late';

/** A call as every client can make it. */
export interface CallSpec {
  readonly method: string;
  readonly url: string;
  readonly body: BodyKind;
  readonly abort?: Abort;
  /** Time for the whole call, set on its signal. */
  readonly timeoutMillis?: number;
  /** Certificate to trust. */
  readonly certificate?: string | undefined;
}

/** What a call ended with, for comparison. */
export type CallOutcome =
  | {
      readonly status: number;
      readonly headers: Readonly<Record<string, unknown>>;
      /** Of the body as the client gives it. */
      readonly sizeBytes: number;
      readonly sha256: string;
    }
  | { readonly error: readonly string[] };

/** Headers of every request. */
export const SENT_HEADERS = { authorization: 'Bearer b3arer-of-the-matrix', 'x-trace': 'matrix' };
/** Bytes of the body `huge`. */
export const HUGE_BODY_BYTES = 100 * (1 << 20);

const JSON_BODY = JSON.stringify({ name: 'Zoë', password: 'hunter2-of-the-matrix', list: [1, 2, 3] });
const BINARY = Buffer.from([0, 1, 2, 255, 254, 253, 128, 13, 10, 0]);
const LARGE = JSON.stringify({ list: Array.from({ length: 12_000 }, (_, n) => `number ${n}`) });
const CONTENT_TYPES: Partial<Record<BodyKind, string>> = {
  json: 'application/json',
  text: 'text/plain;charset=UTF-8',
  form: 'application/x-www-form-urlencoded;charset=UTF-8',
  binary: 'application/octet-stream',
  large: 'application/json',
  stream: 'text/plain',
  huge: 'application/octet-stream',
};
const BOUNDARY = 'boundary-of-the-matrix';

/** A body's bytes or the pieces of its stream; undefined for none. */
export function makeBody(kind: BodyKind): Buffer | (() => Iterable<Buffer>) | undefined {
  switch (kind) {
    case 'none':
      return undefined;
    case 'text':
      return Buffer.from('plain text: ä€𝄞');
    case 'json':
      return Buffer.from(JSON_BODY);
    case 'form':
      return Buffer.from(new URLSearchParams({ a: '1 2', password: 'hunter2-of-the-matrix', z: 'ö' }).toString());
    case 'binary':
      return BINARY;
    case 'large':
      return Buffer.from(LARGE);
    case 'multipart':
      return makeMultipart();
    case 'stream':
      return () => [Buffer.from('first;'), Buffer.from('second ä;'), Buffer.from('last')];
    case 'huge':
      return makeHuge;
  }
}

/** Headers to send with a body. */
export function toHeaders(kind: BodyKind): Record<string, string> {
  const contentType = kind === 'multipart' ? `multipart/form-data; boundary=${BOUNDARY}` : CONTENT_TYPES[kind];
  return { ...SENT_HEADERS, ...(contentType === undefined ? {} : { 'content-type': contentType }) };
}

/** A body for clients that take streams of Node. */
export function toNodeBody(kind: BodyKind): Buffer | Readable | undefined {
  const body = makeBody(kind);
  return typeof body === 'function' ? Readable.from(body(), { objectMode: false }) : body;
}

function makeMultipart(): Buffer {
  const part = (head: string, content: Buffer | string): Buffer =>
    Buffer.concat([
      Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; ${head}\r\n\r\n`),
      Buffer.from(content as string),
      Buffer.from('\r\n'),
    ]);
  return Buffer.concat([
    part('name="user"', 'Zoë'),
    part('name="password"', 'hunter2-of-the-matrix'),
    part('name="file"; filename="a.bin"\r\ncontent-type: application/octet-stream', BINARY),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ]);
}

function* makeHuge(): Iterable<Buffer> {
  const piece = Buffer.alloc(1 << 20, 'piece of a huge body; ');
  for (let sent = 0; sent < HUGE_BODY_BYTES; sent += piece.length) yield piece;
}
