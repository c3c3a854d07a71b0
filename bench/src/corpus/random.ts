/** Numbers from 0 (inclusive) to 1 that look random and are the same for the same seed (xorshift). */
export function createRandom(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** 16 hex digits that tell two lists of numbers apart; the same for the same numbers. */
export function toHex(...numbers: readonly number[]): string {
  let [a, b] = [0x9e3779b9, 0x85ebca6b];
  for (const number of numbers) {
    a = Math.imul(a ^ number, 0xcc9e2d51) ^ (a >>> 15);
    b = Math.imul(b + number, 0x1b873593) ^ (a >>> 13) ^ (b << 7);
  }
  a = Math.imul(a ^ (a >>> 16), 0x7feb352d);
  b = Math.imul(b ^ (b >>> 15), 0x846ca68b) ^ a;
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
