import type { LabelMap } from '../../store/record-reader.ts';
import type { RangeOperation } from '../logql/ast.ts';
import { emptySeries, type Series } from './series.ts';

/** Collects samples of one series into the windows of a grid. */
export interface WindowFold {
  /** Adds a sample to the windows `from` … `to` (inclusive). */
  add(sample: number, from: number, to: number): void;
  finish(): Series;
}

/** What makes a collector for an operation. */
export interface FoldOptions {
  readonly operation: RangeOperation;
  readonly labels: LabelMap;
  readonly windowCount: number;
  readonly rangeNanos: bigint;
  /** Quantile. */
  readonly parameter: number;
}

interface Arithmetic {
  /** `count` samples came before. */
  readonly add: (total: number, sample: number, count: number) => number;
  readonly finish: (total: number, count: number, rangeSeconds: number) => number;
}

const sum: Arithmetic = { add: (total, sample) => total + sample, finish: (total) => total };
const perSecond: Arithmetic = { add: sum.add, finish: (total, _count, rangeSeconds) => total / rangeSeconds };
const ARITHMETIC: Readonly<Record<Exclude<RangeOperation, 'quantile_over_time'>, Arithmetic>> = {
  count_over_time: sum,
  bytes_over_time: sum,
  sum_over_time: sum,
  rate: perSecond,
  bytes_rate: perSecond,
  avg_over_time: { add: sum.add, finish: (total, count) => total / count },
  max_over_time: {
    add: (total, sample, count) => (count === 0 || sample > total ? sample : total),
    finish: sum.finish,
  },
  min_over_time: {
    add: (total, sample, count) => (count === 0 || sample < total ? sample : total),
    finish: sum.finish,
  },
};

/** A collector for an operation. */
export function createWindowFold(options: FoldOptions): WindowFold {
  return options.operation === 'quantile_over_time'
    ? createQuantileFold(options)
    : createArithmeticFold(options, ARITHMETIC[options.operation]);
}

function createArithmeticFold(options: FoldOptions, { add, finish }: Arithmetic): WindowFold {
  const series = emptySeries(options.labels, options.windowCount);
  const counts = new Float64Array(options.windowCount);
  const rangeSeconds = Number(options.rangeNanos) / 1e9;
  return {
    add(sample, from, to) {
      for (let at = from; at <= to; at++) {
        const count = counts[at] ?? 0;
        series.values[at] = add(series.values[at] ?? 0, sample, count);
        counts[at] = count + 1;
      }
    },
    finish() {
      counts.forEach((count, at) => {
        if (count === 0) return;
        series.values[at] = finish(series.values[at] ?? 0, count, rangeSeconds);
        series.present[at] = 1;
      });
      return series;
    },
  };
}

function createQuantileFold({ labels, windowCount, parameter }: FoldOptions): WindowFold {
  const windows = new Map<number, number[]>();
  return {
    add(sample, from, to) {
      for (let at = from; at <= to; at++) {
        const samples = windows.get(at);
        if (samples === undefined) windows.set(at, [sample]);
        else samples.push(sample);
      }
    },
    finish() {
      const series = emptySeries(labels, windowCount);
      for (const [at, samples] of windows) {
        series.values[at] = quantile(parameter, samples);
        series.present[at] = 1;
      }
      return series;
    },
  };
}

/** Quantile with linear interpolation between the two nearest samples, as Prometheus defines it. */
export function quantile(parameter: number, samples: readonly number[]): number {
  if (parameter < 0) return -Infinity;
  if (parameter > 1) return Infinity;
  const sorted = Float64Array.from(samples).sort();
  const rank = parameter * (sorted.length - 1);
  const lower = Math.floor(rank);
  const upper = Math.min(lower + 1, sorted.length - 1);
  const weight = rank - lower;
  return (sorted[lower] ?? NaN) * (1 - weight) + (sorted[upper] ?? NaN) * weight;
}
