import type { ScanHints } from '../../store/record-reader.ts';
import type { LabelFilter, LogExpression, TextMatcher } from '../logql/ast.ts';
import { toChoice } from './compile-label-filter.ts';
import { ERROR_DETAILS_LABEL, ERROR_LABEL } from './line-context.ts';

type Choice = readonly [name: string, values: readonly string[]];

/**
 * Equality conditions that every record of the answer meets, for the store to narrow its scan: from the selector and
 * from the label filters before a stage that changes labels.
 */
export function toScanHints(expression: LogExpression): ScanHints {
  const changing = expression.stages.findIndex((stage) => ['json', 'drop', 'keep'].includes(stage.kind));
  const stages = changing < 0 ? expression.stages : expression.stages.slice(0, changing);
  const filters: readonly LabelFilter[] = [
    ...expression.matchers,
    ...stages.flatMap((stage) => (stage.kind === 'label' ? [stage.filter] : [])),
  ];
  const hints = Object.create(null) as Record<string, readonly string[]>;
  for (const [name, values] of filters.flatMap(toChoices)) hints[name] ??= values;
  return hints;
}

const NEVER_STORED = [ERROR_LABEL, ERROR_DETAILS_LABEL];

/** An accepted empty value would also accept records without the label, which no index finds. */
function toChoices(filter: LabelFilter): readonly Choice[] {
  if (filter.kind === 'and') return filter.items.flatMap(toChoices);
  const choice = filter.kind === 'text' ? toMatcherChoice(filter) : toOrChoice(filter);
  if (choice === undefined || NEVER_STORED.includes(choice[0]) || choice[1].includes('')) return [];
  return [choice];
}

function toMatcherChoice({ name, operator, value }: TextMatcher): Choice | undefined {
  if (operator === '=') return [name, [value]];
  const body = operator === '=~' ? /^(?:\^\(\?s:)?([\w|-]+)(?:\)\$)?$/.exec(value)?.[1] : undefined;
  return body === undefined || value.startsWith('^') !== value.endsWith('$') ? undefined : [name, body.split('|')];
}

function toOrChoice(filter: LabelFilter): Choice | undefined {
  const choice = filter.kind === 'or' ? toChoice(filter.items) : undefined;
  return choice === undefined ? undefined : [choice.name, choice.values];
}
