/**
 * The positions of a longest strictly increasing subsequence of `values`, ascending. O(n log n).
 */
export function longestIncreasing(values: readonly number[]): number[] {
  const tails: number[] = [];
  const previous = new Int32Array(values.length);
  for (let position = 0; position < values.length; position += 1) {
    const length = firstTailNotBelow(values, tails, values[position] as number);
    previous[position] = tails[length - 1] ?? -1;
    tails[length] = position;
  }
  const chain: number[] = [];
  for (let position = tails.at(-1) ?? -1; position >= 0; position = previous[position] as number) chain.push(position);
  return chain.reverse();
}

function firstTailNotBelow(values: readonly number[], tails: readonly number[], value: number): number {
  let low = 0;
  let high = tails.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[tails[middle] as number] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
