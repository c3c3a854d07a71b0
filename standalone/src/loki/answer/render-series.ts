import type { LabelMap } from '../../store/record-reader.ts';
import type { Operand } from '../evaluate/combine-operands.ts';
import { NO_LABELS } from '../evaluate/line-context.ts';
import type { Series, StepGrid } from '../evaluate/series.ts';
import { formatGoFloat } from '../logql/go-float.ts';

/** A value at a time in seconds. */
type Point = readonly [seconds: number, value: string];
/** Values of one label set over time. */
interface MatrixSeries {
  readonly metric: LabelMap;
  readonly values: readonly Point[];
}
/** Value of one label set at one time. */
interface VectorSample {
  readonly metric: LabelMap;
  readonly value: Point;
}

/** Result of a range query; a single number becomes a series without labels. */
export function renderMatrix(operand: Operand, grid: StepGrid): readonly MatrixSeries[] {
  const seconds = Array.from({ length: grid.count }, (_, at) => toSeconds(grid, at));
  return toSeries(operand, grid.count).map(({ labels, values, present }) => ({
    metric: labels,
    values: seconds.flatMap((second, at): Point[] =>
      present[at] === 1 ? [[second, formatGoFloat(values[at] ?? NaN)]] : [],
    ),
  }));
}

/** Result of an instant query over series, in the order given. */
export function renderVector(series: readonly Series[], grid: StepGrid): readonly VectorSample[] {
  return series.map(({ labels, values }) => ({
    metric: labels,
    value: [toSeconds(grid, 0), formatGoFloat(values[0] ?? NaN)],
  }));
}

/** Time of an instant in seconds, exact to the millisecond. */
export function toSeconds(grid: StepGrid, at: number): number {
  return Number((grid.startUnixNano + grid.stepNanos * BigInt(at)) / 1_000_000n) / 1000;
}

function toSeries(operand: Operand, count: number): readonly Series[] {
  if (operand.kind === 'series') return operand.series;
  const values = new Float64Array(count).fill(operand.value);
  return [{ labels: NO_LABELS, values, present: new Uint8Array(count).fill(1) }];
}
