import type { LabelMap } from '../../store/record-reader.ts';

/** Instants at which a metric query is evaluated. */
export interface StepGrid {
  readonly startUnixNano: bigint;
  readonly stepNanos: bigint;
  /** Number of instants, 1 or more. */
  readonly count: number;
}

/** Values of one label set, one place per instant of the grid. */
export interface Series {
  readonly labels: LabelMap;
  readonly values: Float64Array;
  /** 1 where the series has a value. */
  readonly present: Uint8Array;
}

/** A series without values. */
export function emptySeries(labels: LabelMap, count: number): Series {
  return { labels, values: new Float64Array(count), present: new Uint8Array(count) };
}

/** Text that is equal for equal label sets, and sorts as Loki sorts them. */
export function toLabelKey(labels: LabelMap): string {
  return JSON.stringify(Object.entries(labels).sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Grid of a range query: start, start + step … up to the end. */
export function toStepGrid(startUnixNano: bigint, endUnixNano: bigint, stepNanos: bigint): StepGrid {
  return { startUnixNano, stepNanos, count: Number((endUnixNano - startUnixNano) / stepNanos) + 1 };
}
