import type { LabelCounts, LabelMap } from '../../store/record-reader.ts';
import type { Grouping, RangeExpression } from '../logql/ast.ts';
import { compileGrouping } from './compile-grouping.ts';
import { NO_RECORD } from './line-context.ts';
import type { MetricContext } from './metric-context.ts';
import { compilePipeline } from './pipeline.ts';
import { emptySeries, type Series, type StepGrid } from './series.ts';
import { readsLabelsOnly } from './to-scan-needs.ts';

/**
 * Series of a count that labels alone decide, as in histograms by outcome, from the store's own counts. Undefined when
 * records have to be read.
 */
export function countByLabels(
  context: MetricContext,
  expression: RangeExpression,
  grouping: Grouping | undefined,
): readonly Series[] | undefined {
  const { operation, rangeNanos } = expression;
  if ((operation !== 'count_over_time' && operation !== 'rate') || !readsLabelsOnly(expression, grouping)) {
    return undefined;
  }
  const windows = toWindows(context.grid, expression);
  const { reader, tenant } = context;
  const counted = reader.count({ tenant, edgesUnixNano: windows.edges });
  if (counted === undefined) return undefined;
  const divisor = operation === 'rate' ? Number(rangeNanos) / 1e9 : 1;
  return sumGroups(context, expression, grouping, counted).map(({ labels, counts }) =>
    toSeries(labels, windows.sum(counts), divisor),
  );
}

/** Counts of each group, of the label sets that the query lets through. */
function sumGroups(
  { budget }: MetricContext,
  { log }: RangeExpression,
  grouping: Grouping | undefined,
  counted: readonly LabelCounts[],
): readonly LabelCounts[] {
  const pipeline = compilePipeline(log);
  const groupOf = compileGrouping(grouping);
  const groups = new Map<string, { readonly labels: LabelMap; readonly counts: Float64Array }>();
  for (const { labels, counts } of counted) {
    budget.spend();
    const line = pipeline.run({ ...NO_RECORD, labels });
    if (line === undefined) continue;
    const group = groupOf({ get: (name) => line.get(name), all: () => labels });
    const sums = groups.get(group.key)?.counts ?? new Float64Array(counts.length);
    counts.forEach((count, cell) => (sums[cell] = (sums[cell] ?? 0) + count));
    groups.set(group.key, { labels: group.labels, counts: sums });
  }
  return [...groups.values()];
}

/** The windows (t − range, t] of a grid, minus the offset, as sums of cells between all their ends. */
function toWindows(grid: StepGrid, { rangeNanos, offsetNanos }: RangeExpression) {
  const ends = Array.from(
    { length: grid.count },
    (_nothing, at) => grid.startUnixNano + BigInt(at) * grid.stepNanos - offsetNanos,
  );
  const edges = BigInt64Array.from(new Set(ends.flatMap((end) => [end - rangeNanos, end]))).sort();
  const places = new Map([...edges].map((edge, place) => [edge, place]));
  const windows = ends.map((end) => [places.get(end - rangeNanos) ?? 0, places.get(end) ?? 0] as const);
  return {
    edges,
    /** Records of each window. */
    sum(counts: Float64Array): number[] {
      const before = new Float64Array(counts.length + 1);
      counts.forEach((count, cell) => (before[cell + 1] = (before[cell] ?? 0) + count));
      return windows.map(([from, to]) => (before[to] ?? 0) - (before[from] ?? 0));
    },
  };
}

function toSeries(labels: LabelMap, counts: readonly number[], divisor: number): Series {
  const series = emptySeries(labels, counts.length);
  counts.forEach((count, at) => {
    if (count === 0) return;
    series.values[at] = count / divisor;
    series.present[at] = 1;
  });
  return series;
}
