import type { LineText, RecordScan, ScanHints } from '../../store/record-reader.ts';
import type { LabelFilter, LineFilterStage, LogExpression, TextMatcher } from '../logql/ast.ts';
import { matchesEmpty } from './compile-matcher.ts';
import { ERROR_DETAILS_LABEL, ERROR_LABEL } from './line-context.ts';
import { toLiteralPattern } from './literal-pattern.ts';
import { toValueTests } from './to-value-tests.ts';

const NEVER_STORED = [ERROR_LABEL, ERROR_DETAILS_LABEL];

/** What narrows a scan. */
export type ScanNarrowing = Pick<RecordScan, 'hints' | 'anyOf' | 'tests' | 'lineTexts'>;

/**
 * Conditions that every record of the answer meets, for the store to narrow its scan: equality from the selector and
 * from the label filters before a stage that changes labels, and texts from the line filters, as no stage changes lines.
 */
export function toScanHints(expression: LogExpression): ScanNarrowing {
  const changing = expression.stages.findIndex((stage) => ['json', 'drop', 'keep'].includes(stage.kind));
  const stages = changing < 0 ? expression.stages : expression.stages.slice(0, changing);
  const filters: readonly LabelFilter[] = [
    // A matcher looks at index labels alone: it takes a record without the label for empty that has it as metadata.
    ...expression.matchers.filter((matcher) => !matchesEmpty(matcher)),
    ...stages.flatMap((stage) => (stage.kind === 'label' ? [stage.filter] : [])),
  ];
  const alternatives = filters.map(toAlternatives);
  const hints = joinHints(alternatives.map((one) => (one.length === 1 ? one[0] : undefined)));
  const anyOf = alternatives.find((one) => one.length > 1);
  const lineTexts = expression.stages.flatMap((stage) => (stage.kind === 'line' ? toLineTexts(stage) : []));
  const tests = toValueTests(stages);
  return {
    hints,
    ...(anyOf === undefined ? {} : { anyOf }),
    ...(tests.length === 0 ? {} : { tests }),
    ...(lineTexts.length === 0 ? {} : { lineTexts }),
  };
}

/** The texts of a line filter as one item of `lineTexts`; none when it may also hold without them. */
function toLineTexts({ operator, values }: LineFilterStage): readonly (readonly LineText[])[] {
  if (operator === '|=') return [values.map((text) => ({ text, ignoreCase: false }))];
  if (operator !== '|~') return [];
  const literals = values.flatMap((pattern) => toLiteralPattern(pattern) ?? []);
  return literals.length === values.length ? [literals] : [];
}

/** Conditions of which a record that passes the filter meets at least one; none when nothing is known. */
function toAlternatives(filter: LabelFilter): readonly ScanHints[] {
  switch (filter.kind) {
    case 'text':
      return toMatcherHints(filter);
    case 'numeric':
      return [];
    case 'and':
      return toConjunction(filter.items.map(toAlternatives));
    case 'or':
      return toDisjunction(filter.items.map(toAlternatives));
  }
}

function toMatcherHints({ name, operator, value }: TextMatcher): readonly ScanHints[] {
  if (NEVER_STORED.includes(name)) return [];
  if (operator === '=') return [toMap([[name, [value]]])];
  if (operator !== '=~') return [];
  const [, open, body, close] = /^(\^\(\?s:)?([\w|-]+)(\)\$)?$/.exec(value) ?? [];
  const isList = body !== undefined && (open === undefined) === (close === undefined);
  return isList ? [toMap([[name, body.split('|')]])] : [];
}

function toConjunction(items: readonly (readonly ScanHints[])[]): readonly ScanHints[] {
  const joined = joinHints(items.map((one) => (one.length === 1 ? one[0] : undefined)));
  if (Object.keys(joined).length > 0) return [joined];
  return items.find((one) => one.length > 1) ?? [];
}

/** All conditions must hold; of several for one name the first is enough. */
function joinHints(all: readonly (ScanHints | undefined)[]): ScanHints {
  return toMap(
    all
      .flatMap((hints) => Object.entries(hints ?? {}))
      .filter(([name], index, entries) => entries.findIndex(([other]) => other === name) === index),
  );
}

/** Alternatives for one and the same label become one with several values. */
function toDisjunction(items: readonly (readonly ScanHints[])[]): readonly ScanHints[] {
  if (items.some((one) => one.length === 0)) return [];
  const values = new Map<string, string[]>();
  const others: ScanHints[] = [];
  for (const hints of items.flat()) {
    const [only, ...more] = Object.entries(hints);
    if (only === undefined || more.length > 0) others.push(hints);
    else values.set(only[0], [...(values.get(only[0]) ?? []), ...only[1]]);
  }
  return [...[...values].map((entry) => toMap([entry])), ...others];
}

function toMap(entries: readonly (readonly [string, readonly string[]])[]): ScanHints {
  return Object.assign(Object.create(null) as Record<string, readonly string[]>, Object.fromEntries(entries));
}
