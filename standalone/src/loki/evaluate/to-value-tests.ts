import type { ValueTest } from '../../store/record-reader.ts';
import type { LabelFilter, Stage, TextMatcher } from '../logql/ast.ts';
import { toNumberTest } from './compile-label-filter.ts';
import { compileTextTest } from './compile-matcher.ts';
import { ERROR_DETAILS_LABEL, ERROR_LABEL } from './line-context.ts';

type Item = readonly ValueTest[];

/**
 * Conditions beyond equality that every record of the answer meets, from stages that change no label: of each item at
 * least one holds. Comparisons of numbers take any record that was marked with an error before; they count where a
 * later stage drops those.
 */
export function toValueTests(stages: readonly Stage[]): readonly Item[] {
  const lastRefusal = stages.findLastIndex(refusesErrors);
  return stages
    .flatMap((stage, index) => (stage.kind === 'label' ? toItems(stage.filter, index < lastRefusal) : []))
    .filter((item) => item.every(({ holds }) => !holds('')));
}

function refusesErrors(stage: Stage): boolean {
  if (stage.kind !== 'label' || stage.filter.kind !== 'text') return false;
  const { name, operator, value } = stage.filter;
  return name === ERROR_LABEL && operator === '=' && value === '';
}

/** Equality is told to the store by itself, as hints; here it stands beside other conditions only. */
function toItems(filter: LabelFilter, countsNumbers: boolean): readonly Item[] {
  return isEquality(filter) || (filter.kind === 'or' && filter.items.every(isEquality))
    ? []
    : toAllItems(filter, countsNumbers);
}

function isEquality(filter: LabelFilter): boolean {
  return filter.kind === 'text' && filter.operator === '=';
}

function toAllItems(filter: LabelFilter, countsNumbers: boolean): readonly Item[] {
  if (filter.kind === 'text') return toTextItems(filter);
  if (filter.kind === 'numeric') return countsNumbers ? [[toNumberTest(filter)]] : [];
  if (filter.kind === 'and') return filter.items.flatMap((one) => toItems(one, countsNumbers));
  const alternatives = filter.items.map((one) => toAllItems(one, countsNumbers));
  // Each alternative may have several items; any one of them holds for what the alternative takes.
  const first = alternatives.map((items) => items[0]);
  return first.includes(undefined) ? [] : [first.flatMap((item) => item ?? [])];
}

function toTextItems(matcher: TextMatcher): readonly Item[] {
  const { name } = matcher;
  if (name === ERROR_LABEL || name === ERROR_DETAILS_LABEL) return [];
  return [[{ name, holds: compileTextTest(matcher) }]];
}
