import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 8_192;
const pool = Buffer.allocUnsafeSlow(POOL_BYTES);
let used = POOL_BYTES;

/** A view of so many (at most 64) random bytes that nobody has had; asking for many at once costs far less. */
export function takeRandomBytes(sizeBytes: number): Buffer {
  if (used + sizeBytes > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  used += sizeBytes;
  return pool.subarray(used - sizeBytes, used);
}
