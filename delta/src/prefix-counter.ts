/** Counts per position with sums of prefixes, both in O(log size). */
export interface PrefixCounter {
  /** Adds to the count at a position. */
  add(position: number, amount: number): void;
  /** The sum of the counts at positions below `position`. */
  countBelow(position: number): number;
}

/** A counter for positions 0 to `size - 1`, all zero (a Fenwick tree). */
export function createPrefixCounter(size: number): PrefixCounter {
  const sums = new Int32Array(size + 1);
  return {
    add(position, amount) {
      for (let at = position + 1; at <= size; at += at & -at) sums[at] = (sums[at] as number) + amount;
    },
    countBelow(position) {
      let sum = 0;
      for (let at = position; at > 0; at -= at & -at) sum += sums[at] as number;
      return sum;
    },
  };
}
