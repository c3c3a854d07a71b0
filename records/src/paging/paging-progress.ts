import type { TimeRange } from '../time-range.ts';

/** How far a search has come, backwards in time. */
export interface PagingProgress {
  /** Everything at or after this time has been searched. */
  readonly searchedBackToUnixNano: bigint;
  /** 0 … 1 of the range's time. */
  readonly fraction: number;
  /** Fetches so far. */
  readonly requestCount: number;
  /** Nanoseconds that hold more records without uid than the store gives at once; some of those are not shown. */
  readonly incompleteAtUnixNano: readonly bigint[];
}

/** Share of a range that has been searched, 0 … 1. */
export function toFraction(range: TimeRange, searchedBackToUnixNano: bigint): number {
  const whole = range.endUnixNano - range.startUnixNano;
  if (whole <= 0n) return 1;
  const fraction = Number(range.endUnixNano - searchedBackToUnixNano) / Number(whole);
  return Math.min(1, Math.max(0, fraction));
}
