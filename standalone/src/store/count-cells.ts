import type { TimeBounds } from './record-file.ts';

/** A cell that may hold records of some bounds. */
export interface TouchedCell {
  readonly cell: number;
  readonly afterUnixNano: bigint;
  readonly upToUnixNano: bigint;
}

/** The cells between neighbouring edges, which rise, that may hold records of some bounds. */
export function* cellsOf(edgesUnixNano: BigInt64Array, bounds: TimeBounds): Generator<TouchedCell, void> {
  const last = edgesUnixNano.length - 1;
  for (let cell = Math.max(0, findEdge(edgesUnixNano, bounds.minUnixNano) - 1); cell < last; cell++) {
    const afterUnixNano = edgesUnixNano[cell] ?? 0n;
    if (afterUnixNano >= bounds.maxUnixNano) return;
    yield { cell, afterUnixNano, upToUnixNano: edgesUnixNano[cell + 1] ?? 0n };
  }
}

/** Position of the first time that is not before another; times rise. */
export function findEdge(times: BigInt64Array, unixNano: bigint): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0n) < unixNano) low = middle + 1;
    else high = middle;
  }
  return low;
}
