/**
 * A longest common subsequence of two token sequences as pairs of positions, ascending. Exact; it fills
 * `(a.length + 1) * (b.length + 1)` cells, so the caller bounds the lengths.
 */
export function longestCommonSubsequence(a: Int32Array, b: Int32Array): [number, number][] {
  const width = b.length + 1;
  const lengths = fillLengths(a, b, width);
  const pairs: [number, number][] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if ((lengths[(i + 1) * width + j] as number) >= (lengths[i * width + j + 1] as number)) i += 1;
    else j += 1;
  }
  return pairs;
}

/** Cell (i, j) holds the length for the rest of `a` from i and of `b` from j. */
function fillLengths(a: Int32Array, b: Int32Array, width: number): Uint32Array {
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = i * width;
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const below = lengths[row + width + j] as number;
      const right = lengths[row + j + 1] as number;
      lengths[row + j] = a[i] === b[j] ? (lengths[row + width + j + 1] as number) + 1 : Math.max(below, right);
    }
  }
  return lengths;
}
