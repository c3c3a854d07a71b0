import { describe, expect, it } from 'vitest';
import { formatGoFloat } from '../logql/go-float.ts';
import { parseLogQl } from '../logql/parse-logql.ts';
import { createMemoryReader, type TestRecord } from '../test-memory-reader.ts';
import { evaluateMetric } from './evaluate-metric.ts';
import { UNLIMITED } from './query-budget.ts';
import { toStepGrid, type StepGrid } from './series.ts';
import { quantile } from './window-fold.ts';

const SECOND = 1_000_000_000n;
const labels = { app: 'x' };
const at = (seconds: number) => BigInt(Math.round(seconds * 1e9));
const grid = (start: number, end: number, step: number): StepGrid => toStepGrid(at(start), at(end), at(step));

/** Series as `label text → instant in seconds → value`. */
function run(
  records: readonly TestRecord[],
  query: string,
  steps: StepGrid = grid(10, 10, 1),
): string | Record<string, Record<string, number>> {
  const expression = parseLogQl(query);
  if (expression.kind === 'log') throw new Error('no metric query');
  const context = { reader: createMemoryReader(records), tenant: 'bots', grid: steps, budget: UNLIMITED } as const;
  const result = evaluateMetric(context, expression);
  if (result.kind === 'scalar') return formatGoFloat(result.value);
  return Object.fromEntries(
    result.series.map((series) => [
      Object.entries(series.labels)
        .map(([name, value]) => `${name}=${value}`)
        .sort()
        .join(','),
      Object.fromEntries(
        [...series.values].flatMap((value, index) =>
          series.present[index] === 1
            ? [[Number((steps.startUnixNano + steps.stepNanos * BigInt(index)) / SECOND), value]]
            : [],
        ),
      ),
    ]),
  );
}

describe('range aggregations', () => {
  const entries = [1, 2, 2, 3, 7].map((seconds, index) => ({
    at: at(seconds),
    labels,
    metadata: { d: String([10, 20, 30, 40, 50][index]), took: `${index}.5s`, size: '1KiB' },
    line: 'ü'.repeat(index),
  }));

  it('counts at each instant what lies in (instant − range, instant], and leaves empty instants out', () => {
    expect(run(entries, 'sum(count_over_time({app="x"}[2s]))', grid(1, 9, 2))).toEqual({
      '': { 1: 1, 3: 3, 7: 1 },
    });
  });

  it('lets windows overlap when the range is longer than the step', () => {
    expect(run(entries, 'sum(count_over_time({app="x"}[3s]))', grid(0, 6, 1))).toEqual({
      '': { 1: 1, 2: 3, 3: 4, 4: 3, 5: 1 },
    });
  });

  it('keeps nanoseconds exact at the borders, years from the start', () => {
    const start = 1_700_000_000_000_000_000n;
    const end = start + 5n * 31_536_000n * SECOND;
    const records = [0n, 1n, -SECOND, -SECOND + 1n].map((delta) => ({ at: end + delta, labels }));
    const steps = toStepGrid(start, end, (end - start) / 5n);
    expect(run(records, 'sum(count_over_time({app="x"}[1s]))', steps)).toEqual({ '': { [Number(end / SECOND)]: 2 } });
  });

  it('starts the steps at the start, whatever the step', () => {
    expect(run(entries, 'sum(count_over_time({app="x"}[1s]))', grid(0.5, 3, 1.5))).toEqual({ '': { 2: 2 } });
  });

  it('looks back by the offset', () => {
    expect(run(entries, 'sum(count_over_time({app="x"}[1s] offset 5s))', grid(6, 9, 1))).toEqual({
      '': { 6: 1, 7: 2, 8: 1 },
    });
  });

  it.each([
    ['sum(count_over_time({app="x"}[9s]))', 4],
    ['sum(rate({app="x"}[10s]))', 0.5],
    ['sum(bytes_over_time({app="x"}[9500ms]))', 20],
    ['sum(bytes_rate({app="x"}[10s]))', 2],
    ['sum(sum_over_time({app="x"} | unwrap d [10s]))', 150],
    ['sum(rate({app="x"} | unwrap d [10s]))', 15],
    ['avg_over_time({app="x"} | unwrap d [10s]) by (app)', 30],
    ['max_over_time({app="x"} | unwrap d [10s]) by (app)', 50],
    ['min_over_time({app="x"} | unwrap d [10s]) by (app)', 10],
    ['quantile_over_time(0.5, {app="x"} | unwrap d [10s]) by (app)', 30],
    ['quantile_over_time(0.9, {app="x"} | unwrap d [10s]) by (app)', 46],
    ['sum(sum_over_time({app="x"} | unwrap duration(took) [10s]))', 12.5],
    ['sum(sum_over_time({app="x"} | unwrap bytes(size) [10s]))', 5120],
    ['sum(sum_over_time({app="x"} | unwrap d | d > 25 [10s]))', 120],
  ])('%s is %d', (query, value) => {
    expect(run(entries, query)).toEqual({ [query.includes('by (app)') ? 'app=x' : '']: { 10: value } });
  });

  it('skips records without the unwrapped label, and removes the label from the series', () => {
    const records = [
      { at: at(9), labels, metadata: { d: '4', user: 'ada' } },
      { at: at(9), labels },
    ];
    expect(run(records, 'sum_over_time({app="x"} | unwrap d [5s])')).toEqual({ 'app=x,user=ada': { 10: 4 } });
  });

  it('groups without and by labels of any origin', () => {
    const records: readonly TestRecord[] = [
      { at: at(8), labels, metadata: { user: 'ada', uid: '1' }, line: '{"k":"a"}' },
      { at: at(9), labels, metadata: { user: 'bo', uid: '2' }, line: '{"k":"a"}' },
      { at: at(9), labels, metadata: { uid: '3' }, line: '{"k":"b"}' },
    ];
    expect(run(records, 'sum by (user) (count_over_time({app="x"}[5s]))')).toEqual({
      'user=ada': { 10: 1 },
      'user=bo': { 10: 1 },
      '': { 10: 1 },
    });
    expect(run(records, 'sum without (uid, user) (count_over_time({app="x"} | json [5s]))')).toEqual({
      'app=x,k=a': { 10: 2 },
      'app=x,k=b': { 10: 1 },
    });
    expect(run(records, 'count(count_over_time({app="x"}[5s]))')).toEqual({ '': { 10: 3 } });
  });

  it.each(['sum(count_over_time({app="x"} | d > 5 [5s]))', 'sum(sum_over_time({app="x"} | unwrap d [5s]))'])(
    'refuses a record with an error: %s',
    (query) => {
      const records = [{ at: at(9), labels, metadata: { d: 'n/a' } }];
      expect(() => run(records, query)).toThrow(/pipeline error: '(LabelFilterErr|SampleExtractionErr)'.*__error__=""/);
      expect(run(records, query.replace(' [5s]', ' | __error__="" [5s]'))).toEqual({});
    },
  );
});

describe('vector aggregations', () => {
  const records = [
    ...Array.from({ length: 3 }, (_, index) => ({ at: at(9 + index / 10), labels, metadata: { u: 'a', g: '1' } })),
    ...Array.from({ length: 2 }, (_, index) => ({ at: at(9 + index / 10), labels, metadata: { u: 'b', g: '1' } })),
    { at: at(9), labels, metadata: { u: 'c', g: '2' } },
  ];
  const counts = 'count_over_time({app="x"}[5s])';

  it.each([
    [`sum(${counts})`, { '': 6 }],
    [`sum by (g) (${counts})`, { 'g=1': 5, 'g=2': 1 }],
    [`min by (g) (${counts})`, { 'g=1': 2, 'g=2': 1 }],
    [`max by (g) (${counts})`, { 'g=1': 3, 'g=2': 1 }],
    [`avg by (g) (${counts})`, { 'g=1': 2.5, 'g=2': 1 }],
    [`count by (g) (${counts})`, { 'g=1': 2, 'g=2': 1 }],
    [`max(sum by (u) (${counts}))`, { '': 3 }],
    [`topk(2, sum by (u) (${counts}))`, { 'u=a': 3, 'u=b': 2 }],
    [`bottomk(1, sum by (u) (${counts}))`, { 'u=c': 1 }],
    [`topk by (g) (1, sum by (u, g) (${counts}))`, { 'g=1,u=a': 3, 'g=2,u=c': 1 }],
    [`sum without (u, app) (${counts})`, { 'g=1': 5, 'g=2': 1 }],
  ])('%s', (query, expected) => {
    const values = Object.entries(expected).map(([name, value]) => [name, { 10: value }]);
    expect(run(records, query)).toEqual(Object.fromEntries(values));
  });

  it('refuses more series than an answer may have', () => {
    const many = Array.from({ length: 2001 }, (_, index) => ({ at: at(9), labels, metadata: { id: String(index) } }));
    expect(() => run(many, 'sum by (id) (count_over_time({app="x"}[5s]))')).toThrow('maximum of series (2000) reached');
    expect(run(many, 'count(sum by (id) (count_over_time({app="x"}[5s])))')).toEqual({ '': { 10: 2001 } });
  });

  it('refuses to fill more places than memory should hold', () => {
    const many = Array.from({ length: 1001 }, (_, index) => ({ at: at(9), labels, metadata: { id: String(index) } }));
    const query = 'max(count_over_time({app="x"}[1s]))';
    expect(() => run(many, query, grid(0, 10_000, 1))).toThrow('too many series (799) on the way');
  });
});

describe('arithmetic', () => {
  const records = [{ at: at(9), labels, metadata: { u: 'a' } }];

  it.each([
    ['vector(1)+vector(1)', { '': { 10: 2 } }],
    ['1 + 2 * 3', '7'],
    ['7 % 4 ^ 1 - 10 / 4', '0.5'],
    ['1 / 0', '+Inf'],
    ['vector(3) / 2', { '': { 10: 1.5 } }],
    ['2 ^ vector(3)', { '': { 10: 8 } }],
    ['sum by (u) (rate({app="x"}[2s])) * 10', { 'u=a': { 10: 5 } }],
    ['sum by (u) (rate({app="x"}[2s])) - sum by (u) (rate({app="x"}[4s]))', { 'u=a': { 10: 0.25 } }],
    ['sum by (u) (rate({app="x"}[2s])) + vector(1)', {}],
  ])('%s', (query, expected) => {
    expect(run(records, query)).toEqual(expected);
  });

  it('refuses to aggregate a single number', () => {
    expect(() => run([], 'sum(1)')).toThrow('sum needs series');
  });
});

describe('quantile', () => {
  it.each([
    [0, 1],
    [1, 4],
    [0.5, 2.5],
    [-1, -Infinity],
    [2, Infinity],
  ])('%d of 1 … 4 is %d', (parameter, value) => {
    expect(quantile(parameter, [4, 2, 1, 3])).toBe(value);
  });

  it('of one sample is that sample', () => {
    expect(quantile(0.95, [7])).toBe(7);
  });
});
