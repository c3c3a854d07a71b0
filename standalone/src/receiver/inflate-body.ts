import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { OtlpHttpError } from './otlp-http-error.ts';

/** A body must not be longer than this as it travels. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;
/** A body must not be longer than this after inflating. */
export const MAX_INFLATED_BYTES = 64 * 1024 * 1024;

const gunzipAsync = promisify(gunzip);

/** Content encodings that are read. */
const ENCODINGS = ['gzip', 'identity', ''];

/** Refuses a content encoding that nobody here reads. */
export function checkEncoding(encoding: string): void {
  if (ENCODINGS.includes(encoding)) return;
  throw new OtlpHttpError(
    415,
    'invalidArgument',
    `the content encoding "${encoding}" is not supported; send gzip, or no content encoding`,
    { 'accept-encoding': 'gzip, identity' },
  );
}

/** The body as it was before it was compressed. Inflating stops at the limit. */
export async function inflateBody(body: Buffer, encoding: string): Promise<Buffer> {
  if (encoding !== 'gzip') return body;
  try {
    return await gunzipAsync(body, { maxOutputLength: MAX_INFLATED_BYTES, chunkSize: 64 * 1024 });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge('after inflating', MAX_INFLATED_BYTES);
    const reason = error instanceof Error ? error.message : String(error);
    throw new OtlpHttpError(400, 'invalidArgument', `the body is not valid gzip: ${reason}`);
  }
}

/** The answer to a body that is too long. */
export function tooLarge(when: string, limitBytes: number): OtlpHttpError {
  return new OtlpHttpError(
    413,
    'invalidArgument',
    `the body has more than ${limitBytes / 1024 / 1024} MiB ${when}; send smaller batches`,
  );
}
