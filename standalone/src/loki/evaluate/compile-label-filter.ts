import type { ValueTest } from '../../store/record-reader.ts';
import type { LabelFilter, NumericComparison, NumericUnit, TextMatcher } from '../logql/ast.ts';
import { parseGoFloat } from '../logql/go-float.ts';
import { parseGoDurationNanos } from '../logql/parse-duration.ts';
import { parseSizeBytes } from '../logql/parse-size.ts';
import { compileTextTest } from './compile-matcher.ts';
import type { LineContext } from './line-context.ts';

/** Whether a record stays in the pipeline; may mark it with an error. */
export type LineTest = (context: LineContext) => boolean;

const PARSERS: Readonly<Record<NumericUnit, (text: string) => number | undefined>> = {
  number: parseGoFloat,
  duration: parseGoDurationNanos,
  bytes: parseSizeBytes,
};
const COMPARISONS: Readonly<Record<NumericComparison['operator'], (left: number, right: number) => boolean>> = {
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
};

/** Test of a label filter. */
export function compileLabelFilter(filter: LabelFilter): LineTest {
  switch (filter.kind) {
    case 'text':
      return compileText(filter);
    case 'numeric':
      return compileNumeric(filter);
    case 'or':
      return compileOr(filter.items);
    case 'and':
      return compileAnd(filter.items.map(compileLabelFilter));
  }
}

function compileText(matcher: TextMatcher): LineTest {
  const { name } = matcher;
  const test = compileTextTest(matcher);
  return (context) => test(context.get(name) ?? '');
}

/** A text that is no number lets the record through, marked; a record marked before is not converted at all. */
function compileNumeric(comparison: NumericComparison): LineTest {
  const { name, unit, value } = comparison;
  const parse = PARSERS[unit];
  const holds = COMPARISONS[comparison.operator];
  return (context) => {
    if (context.error !== '') return true;
    const text = context.get(name);
    if (text === undefined) return false;
    const number = parse(text);
    if (number !== undefined) return holds(number, value);
    context.fail('LabelFilterErr', `"${text}" in ${name} is no ${unit}`);
    return true;
  };
}

/** What a comparison takes: texts that are no number too, which it marks. */
export function toNumberTest({ name, unit, operator, value }: NumericComparison): ValueTest {
  const parse = PARSERS[unit];
  return {
    name,
    holds: (text) => {
      if (text === '') return false;
      const number = parse(text);
      return number === undefined || COMPARISONS[operator](number, value);
    },
  };
}

/** Items are asked in order until one holds, since each may mark the record; texts mark nothing, so their order is free. */
function compileOr(items: readonly LabelFilter[]): LineTest {
  const tests = items.every(isPure) ? compileTextAlternatives(items) : items.map(compileLabelFilter);
  return (context) => tests.some((test) => test(context));
}

function isPure(filter: LabelFilter): boolean {
  return filter.kind === 'text' || (filter.kind !== 'numeric' && filter.items.every(isPure));
}

/** Thousands of `id="…" or …` become a look-up per label. */
function compileTextAlternatives(items: readonly LabelFilter[]): readonly LineTest[] {
  const values = new Map<string, Set<string>>();
  const others: LabelFilter[] = [];
  for (const item of items) {
    if (item.kind !== 'text' || item.operator !== '=') others.push(item);
    else values.set(item.name, (values.get(item.name) ?? new Set()).add(item.value));
  }
  const lookUps = [...values].map(
    ([name, accepted]): LineTest =>
      (context) =>
        accepted.has(context.get(name) ?? ''),
  );
  return [...lookUps, ...others.map(compileLabelFilter)];
}

/** Every item is asked, as in Loki, even after one that fails: each may mark the record. */
function compileAnd(tests: readonly LineTest[]): LineTest {
  return (context) => {
    let all = true;
    for (const test of tests) all = test(context) && all;
    return all;
  };
}
