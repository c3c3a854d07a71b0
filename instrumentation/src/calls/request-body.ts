import { BodyCopy } from './body-copy.ts';
import type { CopiedBytes } from './call-body.ts';

/** A request's body as it can be copied while `fetch` sends it. */
export interface RequestBody {
  /** Media type that `fetch` sets where no header does. */
  readonly contentType: string | undefined;
  /** Bytes, once they are known. */
  readonly bytes: () => CopiedBytes | undefined;
  /** Body to send in place of the given one, where copying has split it. */
  readonly replacement?: ReadableStream;
}

const NONE: RequestBody = { contentType: undefined, bytes: () => undefined };
const MOST_BLOB_BYTES = 1 << 20;

/** Looks at the body of a request without using it up. */
export function toRequestBody(input: unknown, given: unknown, nowMillis: () => number): RequestBody {
  if (given === undefined || given === null) return input instanceof Request ? fromRequest(input, nowMillis) : NONE;
  if (given instanceof URLSearchParams)
    return whole(given.toString(), 'application/x-www-form-urlencoded;charset=UTF-8');
  if (given instanceof FormData) return whole(describeForm(given), undefined);
  if (given instanceof Blob) return fromBlob(given);
  if (given instanceof ArrayBuffer) return whole(Buffer.from(given), undefined);
  if (ArrayBuffer.isView(given)) return whole(Buffer.from(given.buffer, given.byteOffset, given.byteLength), undefined);
  if (given instanceof ReadableStream) return fromStream(given as ReadableStream<Uint8Array>, nowMillis);
  return typeof given === 'object' && Symbol.asyncIterator in given
    ? NONE
    : whole(`${given as string}`, 'text/plain;charset=UTF-8');
}

function whole(content: string | Buffer, contentType: string | undefined): RequestBody {
  const bytes = Buffer.from(content as string);
  return { contentType, bytes: () => ({ bytes, isWhole: true }) };
}

function fromRequest(request: Request, nowMillis: () => number): RequestBody {
  if (request.body === null || request.bodyUsed) return NONE;
  const { body } = request.clone();
  return body === null ? NONE : fromCopy(new BodyCopy(body as ReadableStream<Uint8Array>, nowMillis));
}

function fromStream(stream: ReadableStream<Uint8Array>, nowMillis: () => number): RequestBody {
  const [replacement, copy] = stream.tee();
  return { ...fromCopy(new BodyCopy(copy, nowMillis)), replacement };
}

function fromCopy(copy: BodyCopy): RequestBody {
  return { contentType: undefined, bytes: () => copy.copied };
}

function fromBlob(blob: Blob): RequestBody {
  let bytes: CopiedBytes = { bytes: Buffer.alloc(0), isWhole: false, claimedBytes: blob.size };
  const keep = (content: ArrayBuffer): void =>
    void (bytes = { bytes: Buffer.from(content), isWhole: blob.size <= MOST_BLOB_BYTES, claimedBytes: blob.size });
  blob
    .slice(0, MOST_BLOB_BYTES)
    .arrayBuffer()
    .then(keep, () => {});
  return { contentType: blob.type || undefined, bytes: () => bytes };
}

/** A multipart body in words: its boundary is made while it is sent. */
function describeForm(form: FormData): string {
  const fields: Record<string, unknown>[] = [];
  form.forEach((value, name) => {
    const file = (content: File): object => ({ file: content.name, type: content.type, sizeBytes: content.size });
    fields.push({ [name]: typeof value === 'string' ? value : file(value) });
  });
  return JSON.stringify({ form: fields });
}
