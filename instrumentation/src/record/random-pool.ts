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

const hexBytes = Buffer.allocUnsafeSlow(POOL_BYTES);
let hexPool = '';
let hexUsed = 0;

/** So many (at most 64) random hex digits; cutting them from a long text costs less than converting each few bytes. */
export function takeRandomHex(digits: number): string {
  if (hexUsed + digits > hexPool.length) {
    hexPool = randomFillSync(hexBytes).toString('hex');
    hexUsed = 0;
  }
  hexUsed += digits;
  return hexPool.slice(hexUsed - digits, hexUsed);
}
