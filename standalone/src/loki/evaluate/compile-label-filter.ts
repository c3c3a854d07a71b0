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

function compileOr(items: readonly LabelFilter[]): LineTest {
  const choice = toChoice(items);
  if (choice !== undefined) {
    const values = new Set(choice.values);
    return (context) => values.has(context.get(choice.name) ?? '');
  }
  const tests = items.map(compileLabelFilter);
  return (context) => tests.some((test) => test(context));
}

/** Every item is asked, as in Loki, even after one that fails: each may mark the record. */
function compileAnd(tests: readonly LineTest[]): LineTest {
  return (context) => {
    let all = true;
    for (const test of tests) all = test(context) && all;
    return all;
  };
}

/** The values of `a="x" or a="y" or …`; undefined for anything else. */
export function toChoice(items: readonly LabelFilter[]): { name: string; values: readonly string[] } | undefined {
  const [first] = items;
  if (first?.kind !== 'text') return undefined;
  const { name } = first;
  const values = items.flatMap((item) =>
    item.kind === 'text' && item.operator === '=' && item.name === name ? [item.value] : [],
  );
  return values.length === items.length ? { name, values } : undefined;
}
