import type { LabelMap } from './loki-entry.ts';

/** One time series of a metric query. */
export interface MatrixSeries {
  readonly labels: LabelMap;
  /** Oldest first. */
  readonly points: readonly { readonly unixMillis: number; readonly value: number }[];
}

/** One value of an instant metric query. */
export interface VectorSample {
  readonly labels: LabelMap;
  readonly unixMillis: number;
  readonly value: number;
}
