import { brotliDecompressSync, constants, inflateRawSync, inflateSync, unzipSync, zstdDecompressSync } from 'node:zlib';
import type { CopiedBytes } from '../wire/body-tap.ts';

type Decode = (bytes: Uint8Array, maxOutputLength: number) => Buffer;

/** What `content-encoding` names. All take a body whose end is missing. */
const DECODERS: Readonly<Record<string, Decode>> = {
  gzip: (bytes, maxOutputLength) => unzipSync(bytes, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH }),
  deflate: decodeDeflate,
  br: (bytes, maxOutputLength) =>
    brotliDecompressSync(bytes, { maxOutputLength, finishFlush: constants.BROTLI_OPERATION_FLUSH }),
  zstd: (bytes, maxOutputLength) => zstdDecompressSync(bytes, { maxOutputLength, finishFlush: constants.ZSTD_e_flush }),
};
const MOST_TRIES = 6;
/** Some answers unpack to a thousand times their size; each try takes a sixth of the bytes of the one before. */
const SHRINK = 6;

/**
 * The decoded beginning of a body, somewhat more than the limit at most. Bytes that cannot be decoded are given back as
 * they are.
 */
export function decodeBody({ bytes, isWhole }: CopiedBytes, encoding: string, limitBytes: number): CopiedBytes {
  const decode = DECODERS[encoding.trim().toLowerCase().replace(/^x-/, '')];
  if (decode === undefined || bytes.length === 0) return { bytes, isWhole };
  const mostBytes = Math.max(4 * limitBytes, 65_536);
  let length = bytes.length;
  for (let i = 0; i < MOST_TRIES; i++) {
    try {
      const decoded = decode(bytes.subarray(0, length), mostBytes);
      return { bytes: decoded, isWhole: isWhole && length === bytes.length };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') return { bytes, isWhole };
      length = Math.ceil(length / SHRINK);
    }
  }
  return { bytes: Buffer.alloc(0), isWhole: false };
}

/** Some servers leave the header of zlib out. */
function decodeDeflate(bytes: Uint8Array, maxOutputLength: number): Buffer {
  const options = { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH };
  const hasHeader = ((bytes[0] as number) & 0x0f) === 0x08;
  return hasHeader ? inflateSync(bytes, options) : inflateRawSync(bytes, options);
}
