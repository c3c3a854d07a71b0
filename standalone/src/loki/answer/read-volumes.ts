import type { LabelMap, StreamVolume } from '../../store/record-reader.ts';
import { compileGrouping, toLabelled } from '../evaluate/compile-grouping.ts';
import { evaluateRange } from '../evaluate/evaluate-range.ts';
import { emptySeries, type Series, type StepGrid } from '../evaluate/series.ts';
import type { TextMatcher } from '../logql/ast.ts';
import type { AnswerContext } from './answer-context.ts';
import { selects } from './find-series.ts';
import type { TimeRange } from './read-range.ts';

const HOUR_NANOS = 3_600_000_000_000n;
/** Steps of an hour or longer that can touch one hour, and the one before the first. */
const STEPS_PER_HOUR = 3;

/**
 * Bytes per group of index labels for each step of a range, at the step's end (the grid's instants). Steps of an hour
 * and more are answered from the hourly counts: an hour that two steps share is split by time, and one that reaches out
 * of the range counts whole, so that no step with a record is empty. Shorter steps are counted record by record.
 */
export function readVolumes(
  context: AnswerContext,
  matchers: readonly TextMatcher[],
  names: readonly string[],
  range: TimeRange,
  grid: StepGrid,
): readonly Series[] {
  return grid.stepNanos < HOUR_NANOS
    ? countBytes(context, matchers, names, grid)
    : splitHours(readHours(context, matchers, range), names, range, grid);
}

/** Hourly counts of the streams that a selector selects, of all hours that the range touches. */
export function readHours(
  { reader, tenant }: AnswerContext,
  matchers: readonly TextMatcher[],
  { startUnixNano, endUnixNano }: TimeRange,
): readonly StreamVolume[] {
  return reader.volume(tenant, startUnixNano, endUnixNano).filter(({ labels }) => selects(matchers, labels));
}

function countBytes(
  context: AnswerContext,
  matchers: readonly TextMatcher[],
  names: readonly string[],
  grid: StepGrid,
): readonly Series[] {
  // A step holds its start and not its end, other than the window of a query.
  const shifted = { ...grid, startUnixNano: grid.startUnixNano - 1n };
  return evaluateRange(
    { ...context, grid: shifted },
    {
      kind: 'range',
      operation: 'bytes_over_time',
      log: { kind: 'log', matchers, stages: [] },
      rangeNanos: grid.stepNanos,
      offsetNanos: 0n,
      grouping: { kind: 'by', names },
    },
  );
}

function splitHours(
  hours: readonly StreamVolume[],
  names: readonly string[],
  range: TimeRange,
  { startUnixNano, stepNanos, count }: StepGrid,
): readonly Series[] {
  const groupOf = compileGrouping({ kind: 'by', names });
  const found = new Map<string, Series>();
  const seriesOf = (labels: LabelMap): Series => {
    const group = groupOf(toLabelled(labels));
    const series = found.get(group.key) ?? emptySeries(group.labels, count);
    found.set(group.key, series);
    return series;
  };
  for (const { hourUnixNano, labels, sizeBytes } of hours) {
    const series = seriesOf(labels);
    const hour = intersect(range, { startUnixNano: hourUnixNano, endUnixNano: hourUnixNano + HOUR_NANOS });
    const first = Math.max(0, Number((hourUnixNano - startUnixNano) / stepNanos));
    for (let at = first; at < Math.min(first + STEPS_PER_HOUR, count); at++) {
      const end = startUnixNano + stepNanos * BigInt(at);
      const share = lengthOf(intersect(hour, { startUnixNano: end - stepNanos, endUnixNano: end })) / lengthOf(hour);
      if (share === 0) continue;
      series.values[at] = (series.values[at] ?? 0) + Math.ceil(sizeBytes * share);
      series.present[at] = 1;
    }
  }
  return [...found.values()];
}

function intersect(left: TimeRange, right: TimeRange): TimeRange {
  return {
    startUnixNano: left.startUnixNano > right.startUnixNano ? left.startUnixNano : right.startUnixNano,
    endUnixNano: left.endUnixNano < right.endUnixNano ? left.endUnixNano : right.endUnixNano,
  };
}

function lengthOf({ startUnixNano, endUnixNano }: TimeRange): number {
  return endUnixNano <= startUnixNano ? 0 : Number(endUnixNano - startUnixNano);
}
