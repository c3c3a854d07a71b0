import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

const HEADER_BYTES = 4;
/** Below this, unpacking would cost more than reading. */
const MIN_PACKED_BYTES = 256;
const COMPRESSION = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };

/** Bytes as they are kept: their number, then zstd, or the bytes themselves where that gains nothing. */
export function packBytes(bytes: Uint8Array): Uint8Array {
  const packed = bytes.length < MIN_PACKED_BYTES ? bytes : zstdCompressSync(bytes, COMPRESSION);
  const data = packed.length < bytes.length ? packed : bytes;
  const kept = Buffer.allocUnsafe(HEADER_BYTES + data.length);
  kept.writeUInt32LE(bytes.length, 0);
  kept.set(data, HEADER_BYTES);
  return kept;
}

/** What {@link packBytes} was given. */
export function unpackBytes(kept: Uint8Array): Buffer {
  const view = Buffer.from(kept.buffer, kept.byteOffset, kept.byteLength);
  const length = view.readUInt32LE(0);
  const data = view.subarray(HEADER_BYTES);
  return data.length === length ? data : zstdDecompressSync(data, { chunkSize: Math.max(64, length) });
}
