import type { Grouping, VectorExpression } from '../logql/ast.ts';
import { compileGrouping, toLabelled } from './compile-grouping.ts';
import { emptySeries, type Series } from './series.ts';

type Reduction = (values: readonly number[]) => number;

const sum: Reduction = (values) => values.reduce((total, value) => total + value, 0);
const REDUCTIONS: Readonly<Record<Exclude<VectorExpression['operation'], 'topk' | 'bottomk'>, Reduction>> = {
  sum,
  avg: (values) => sum(values) / values.length,
  min: (values) => values.reduce((least, value) => (value < least || Number.isNaN(least) ? value : least)),
  max: (values) => values.reduce((most, value) => (value > most || Number.isNaN(most) ? value : most)),
  count: (values) => values.length,
};
const ALL_IN_ONE: Grouping = { kind: 'by', names: [] };

/** Series of an aggregation, instant by instant. Without grouping all series become one; `topk` and `bottomk` keep their series' labels. */
export function aggregateSeries(
  { operation, parameter = 0, grouping = ALL_IN_ONE }: VectorExpression,
  series: readonly Series[],
  count: number,
): readonly Series[] {
  const groups = groupSeries(series, grouping);
  if (operation === 'topk') return groups.flatMap((group) => selectSeries(group.members, parameter, count, -1));
  if (operation === 'bottomk') return groups.flatMap((group) => selectSeries(group.members, parameter, count, 1));
  const reduce = REDUCTIONS[operation];
  return groups.map((group) => reduceSeries(emptySeries(group.labels, count), group.members, reduce));
}

function groupSeries(series: readonly Series[], grouping: Grouping) {
  const groupOf = compileGrouping(grouping);
  const groups = new Map<string, { readonly labels: Series['labels']; readonly members: Series[] }>();
  for (const one of series) {
    const { key, labels } = groupOf(toLabelled(one.labels));
    const group = groups.get(key) ?? { labels, members: [] };
    group.members.push(one);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function reduceSeries(result: Series, members: readonly Series[], reduce: Reduction): Series {
  for (let at = 0; at < result.values.length; at++) {
    const values = members.filter((member) => member.present[at] === 1).map((member) => member.values[at] ?? NaN);
    if (values.length === 0) continue;
    result.values[at] = reduce(values);
    result.present[at] = 1;
  }
  return result;
}

function selectSeries(members: readonly Series[], limit: number, count: number, sign: 1 | -1): readonly Series[] {
  const results = members.map((member) => emptySeries(member.labels, count));
  for (let at = 0; at < count; at++) {
    const ranked = members
      .flatMap((member, index) => (member.present[at] === 1 ? [{ index, value: member.values[at] ?? NaN }] : []))
      .sort((left, right) => compareValues(left.value, right.value, sign));
    for (const { index, value } of ranked.slice(0, limit)) {
      const result = results[index];
      if (result === undefined) continue;
      result.values[at] = value;
      result.present[at] = 1;
    }
  }
  return results.filter((result) => result.present.includes(1));
}

/** NaN comes last in either direction. */
function compareValues(left: number, right: number, sign: 1 | -1): number {
  if (Number.isNaN(left)) return Number.isNaN(right) ? 0 : 1;
  if (Number.isNaN(right)) return -1;
  return sign * (left - right);
}
