import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabelFilter, NumericComparison, Stage, TextMatcher } from '../logql/ast.ts';
import { parseLogQl } from '../logql/parse-logql.ts';
import { createMemoryReader, type TestRecord } from '../test-memory-reader.ts';
import { evaluateLogs } from './evaluate-logs.ts';
import { evaluateMetric } from './evaluate-metric.ts';
import { UNLIMITED } from './query-budget.ts';

/** The same questions answered a second time, slowly and without sharing any code with the evaluator. */
type Row = TestRecord & { readonly labels: Record<string, string>; readonly metadata: Record<string, string> };
const valueOf = (row: Row, name: string): string | undefined => row.labels[name] ?? row.metadata[name];

function naiveText(value: string, { operator, value: wanted }: TextMatcher): boolean {
  if (operator === '=' || operator === '!=') return (value === wanted) === (operator === '=');
  return new RegExp(`^(?:${wanted})$`, 's').test(value) === (operator === '=~');
}

function naiveNumber(row: Row, { name, operator, value }: NumericComparison, state: { failed: boolean }): boolean {
  const text = valueOf(row, name);
  if (state.failed) return true;
  if (text === undefined) return false;
  if (!/^-?\d+$/.test(text)) {
    state.failed = true;
    return true;
  }
  const number = Number(text);
  const results = {
    '=': number === value,
    '!=': number !== value,
    '>': number > value,
    '>=': number >= value,
    '<': number < value,
    '<=': number <= value,
  };
  return results[operator];
}

function naiveFilter(row: Row, filter: LabelFilter, state: { failed: boolean }): boolean {
  if (filter.kind === 'numeric') return naiveNumber(row, filter, state);
  if (filter.kind === 'text') {
    return naiveText(
      filter.name === '__error__' ? (state.failed ? 'LabelFilterErr' : '') : (valueOf(row, filter.name) ?? ''),
      filter,
    );
  }
  if (filter.kind === 'or') {
    for (const item of filter.items) if (naiveFilter(row, item, state)) return true;
    return false;
  }
  return filter.items.map((item) => naiveFilter(row, item, state)).every((holds) => holds);
}

/** Whether the row stays, and whether it carries an error then. */
function naiveStages(row: Row, stages: readonly Stage[]): 'out' | 'in' | 'marked' {
  const state = { failed: false };
  for (const stage of stages) {
    if (stage.kind === 'label' && !naiveFilter(row, stage.filter, state)) return 'out';
    if (stage.kind !== 'line') continue;
    const found = stage.values.some((value) =>
      stage.operator === '|=' || stage.operator === '!='
        ? (row.line ?? '').includes(value)
        : new RegExp(value).test(row.line ?? ''),
    );
    if (found !== stage.operator.startsWith('|')) return 'out';
  }
  return state.failed ? 'marked' : 'in';
}

const texts = ['ada', 'bo', 'a"b\\', 'line\nbreak', '7', '12', '-3', 'x'];
const anyText = fc.constantFrom(...texts);
const names = fc.constantFrom('user', 'ms', 'bot_outcome', 'none');
const records: fc.Arbitrary<readonly Row[]> = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 60 }).map((second) => BigInt(second) * 500_000_000n),
    labels: fc
      .record({ service_name: fc.constantFrom('x', 'y'), bot_outcome: anyText }, { requiredKeys: ['service_name'] })
      .map((labels) => ({ ...labels })),
    metadata: fc
      .record({ user: anyText, ms: fc.constantFrom('7', '12', '-3', 'slow') }, { requiredKeys: [] })
      .map((metadata) => ({ ...metadata })),
    line: fc.array(anyText, { maxLength: 3 }).map((parts) => parts.join(' ')),
  }),
  { maxLength: 40 },
);

const regexes = fc.constantFrom('ada|bo', 'a.*', '.+', '.*', '[0-9]+', '^(?:7|12)$');
const textFilter: fc.Arbitrary<TextMatcher> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    name: names,
    operator: fc.constantFrom('=' as const, '!=' as const),
    value: fc.constantFrom('', ...texts),
  }),
  fc.record({
    kind: fc.constant('text' as const),
    name: names,
    operator: fc.constantFrom('=~' as const, '!~' as const),
    value: regexes,
  }),
);
const numericFilter: fc.Arbitrary<NumericComparison> = fc.record({
  kind: fc.constant('numeric' as const),
  name: fc.constantFrom('ms', 'user'),
  operator: fc.constantFrom('=' as const, '!=' as const, '>' as const, '>=' as const, '<' as const, '<=' as const),
  unit: fc.constant('number' as const),
  value: fc.integer({ min: -5, max: 15 }),
});
const errorFilter = fc.constantFrom<TextMatcher>(
  { kind: 'text', name: '__error__', operator: '=', value: '' },
  { kind: 'text', name: '__error__', operator: '!=', value: '' },
);
const labelFilter: fc.Arbitrary<LabelFilter> = fc.letrec<{ filter: LabelFilter; leaf: LabelFilter }>((tie) => ({
  leaf: fc.oneof(
    { weight: 5, arbitrary: textFilter },
    { weight: 2, arbitrary: numericFilter },
    { weight: 1, arbitrary: errorFilter },
  ),
  filter: fc.oneof(
    { depthSize: 'small' },
    tie('leaf'),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      items: fc.array(tie('filter'), { minLength: 2, maxLength: 4 }),
    }),
    fc.array(anyText, { minLength: 2, maxLength: 4 }).map((values): LabelFilter => ({
      kind: 'or',
      items: values.map((value) => ({ kind: 'text', name: 'user', operator: '=', value })),
    })),
  ),
})).filter;
const stage: fc.Arbitrary<Stage> = fc.oneof(
  labelFilter.map((filter): Stage => ({ kind: 'label', filter })),
  fc.record({
    kind: fc.constant('line' as const),
    operator: fc.constantFrom('|=' as const, '!=' as const),
    values: fc.array(anyText, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('line' as const),
    operator: fc.constantFrom('|~' as const, '!~' as const),
    values: fc.array(fc.constantFrom('a.a', 'bo$', '(ada|x) ', '[0-9]'), { minLength: 1, maxLength: 2 }),
  }),
);
const stages = fc.array(stage, { maxLength: 3 });
const appMatcher = fc.constantFrom<TextMatcher>(
  { kind: 'text', name: 'service_name', operator: '=', value: 'x' },
  { kind: 'text', name: 'service_name', operator: '=~', value: 'x|y' },
  { kind: 'text', name: 'service_name', operator: '!=', value: '' },
);
const matchers = fc.tuple(appMatcher, fc.array(textFilter, { maxLength: 1 })).map(([app, more]) => [app, ...more]);

const quote = (text: string) => JSON.stringify(text);
const writeMatcher = ({ name, operator, value }: TextMatcher) => `${name}${operator}${quote(value)}`;
function writeFilter(filter: LabelFilter): string {
  if (filter.kind === 'text') return writeMatcher(filter);
  if (filter.kind === 'numeric') return `${filter.name} ${filter.operator} ${filter.value}`;
  return filter.items.map((item) => `(${writeFilter(item)})`).join(` ${filter.kind} `);
}
function writeStage(one: Stage): string {
  if (one.kind === 'line') return `${one.operator} ${one.values.map(quote).join(' or ')}`;
  return one.kind === 'label' ? `| ${writeFilter(one.filter)}` : '';
}
const writeLog = (selector: readonly TextMatcher[], pipeline: readonly Stage[]) =>
  `{${selector.map(writeMatcher).join(', ')}} ${pipeline.map(writeStage).join(' ')}`;

const inTimeOrder = (rows: readonly Row[]) =>
  rows
    .map((row, index) => ({ row, index }))
    .sort((left, right) => Number(BigInt(left.row.at) - BigInt(right.row.at)) || left.index - right.index)
    .map(({ row }) => row);
const selects = (row: Row, selector: readonly TextMatcher[]) =>
  selector.every((matcher) => naiveText(row.labels[matcher.name] ?? '', matcher));

describe('evaluateLogs', () => {
  it('equals a naive evaluation, with and without hints, in both directions and at every limit', () => {
    fc.assert(
      fc.property(
        records,
        matchers,
        stages,
        fc.constantFrom('forward' as const, 'backward' as const),
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        (rows, selector, pipeline, direction, limit, pushDown) => {
          const query = writeLog(selector, pipeline);
          const expression = parseLogQl(query);
          if (expression.kind !== 'log') throw new Error(query);
          const range = { startUnixNano: 2_000_000_000n, endUnixNano: 25_000_000_000n };
          const found = evaluateLogs(
            createMemoryReader(rows),
            { tenant: 'bots', expression, ...range, direction, limit },
            UNLIMITED,
            pushDown ? undefined : { hints: {} },
          ).map(({ timestampUnixNano, line, labels, metadata, parsed }) => ({
            at: timestampUnixNano,
            labels: { ...labels },
            metadata: { ...metadata },
            line,
            marked: parsed['__error__'] !== undefined,
          }));
          const ordered = inTimeOrder(rows);
          const expected = (direction === 'forward' ? ordered : ordered.reverse())
            .filter((row) => BigInt(row.at) >= range.startUnixNano && BigInt(row.at) < range.endUnixNano)
            .filter((row) => selects(row, selector))
            .map((row) => ({ row, state: naiveStages(row, pipeline) }))
            .filter(({ state }) => state !== 'out')
            .slice(0, limit)
            .map(({ row, state }) => ({ ...row, marked: state === 'marked' }));
          expect(found).toEqual(expected);
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe('evaluateMetric', () => {
  it('equals a naive evaluation of counts by label, whatever range and step', () => {
    fc.assert(
      fc.property(
        records,
        matchers,
        stages,
        fc.array(names, { maxLength: 2 }).map((list) => [...new Set(list)]),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 3 }),
        (rows, selector, pipeline, by, rangeSeconds, stepSeconds, offsetSeconds) => {
          const clean: Stage = { kind: 'label', filter: { kind: 'text', name: '__error__', operator: '=', value: '' } };
          const log = writeLog(selector, [...pipeline, clean]);
          const query = `sum by (${by.join(', ')}) (count_over_time(${log} [${rangeSeconds}s] offset ${offsetSeconds}s))`;
          const expression = parseLogQl(query);
          if (expression.kind === 'log') throw new Error(query);
          const grid = { startUnixNano: 1_500_000_000n, stepNanos: BigInt(stepSeconds) * 1_000_000_000n, count: 9 };
          const result = evaluateMetric(
            { reader: createMemoryReader(rows), tenant: 'bots', grid, budget: UNLIMITED },
            expression,
          );
          const found: Record<string, number> = {};
          for (const series of result.kind === 'series' ? result.series : []) {
            series.present.forEach((present, index) => {
              if (present)
                found[JSON.stringify([by.map((name) => series.labels[name] ?? ''), index])] =
                  series.values[index] ?? NaN;
            });
          }
          const expected: Record<string, number> = {};
          const staying = rows.filter((row) => selects(row, selector) && naiveStages(row, pipeline) === 'in');
          for (let index = 0; index < grid.count; index++) {
            const to = grid.startUnixNano + BigInt(index) * grid.stepNanos - BigInt(offsetSeconds) * 1_000_000_000n;
            const from = to - BigInt(rangeSeconds) * 1_000_000_000n;
            for (const row of staying) {
              if (BigInt(row.at) <= from || BigInt(row.at) > to) continue;
              const key = JSON.stringify([by.map((name) => valueOf(row, name) ?? ''), index]);
              expected[key] = (expected[key] ?? 0) + 1;
            }
          }
          expect(found).toEqual(expected);
        },
      ),
      { numRuns: 600 },
    );
  });
});
