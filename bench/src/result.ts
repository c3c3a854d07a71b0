/** One line of the benchmark table. */
export interface BenchResult {
  /** Row of the targets, e.g. `S2`. */
  readonly row: string;
  readonly what: string;
  /** Our figure with its unit. */
  readonly ours: string;
  /** The competitor with its figure; absent where the target is absolute. */
  readonly theirs?: string;
  /** Ours divided by theirs. */
  readonly ratio?: number;
  readonly target: string;
  /** Absent where no target is set: the figure is only measured. */
  readonly met?: boolean;
  /** Where a target is missed: what the time goes into. Else how it was measured. */
  readonly note?: string;
}

/** The median of some figures. */
export function toMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** A percentile (0 to 100) by nearest rank. */
export function toPercentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** A figure with few digits. */
export function renderFigure(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en-GB');
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
