import { INDEXED_LOG_ATTRIBUTES, INDEXED_RESOURCE_ATTRIBUTES, toLokiName } from '@botscope/conventions';
import { isOneOf, renderStage, type Condition } from './condition.ts';
import { LABEL } from './label-names.ts';
import { renderLineContains } from './line-filter.ts';
import { escapeRegex } from './regex-text.ts';
import { quoteLogql } from './string-literal.ts';

/** A label and the values that are asked for. */
export interface Matcher {
  readonly name: string;
  /** Empty: any. */
  readonly values: readonly string[];
}

/** A log query before it is written down. */
export interface LogQuery {
  /** Go into the stream selector where the store indexes their label, else into the pipeline. */
  readonly matchers: readonly Matcher[];
  /** Typed text that the line contains. */
  readonly text?: string;
  readonly conditions: readonly Condition[];
}

/** Names that the provisioned Loki and standalone index. */
export const DEFAULT_INDEXED_LABELS: ReadonlySet<string> = new Set(
  [...INDEXED_RESOURCE_ATTRIBUTES, ...INDEXED_LOG_ATTRIBUTES].map(toLokiName),
);

/** Stream selector of a query. Loki refuses one that matches everything, so it always asks for some service. */
export function renderSelector(query: LogQuery, indexedLabels: ReadonlySet<string>): string {
  const matchers = query.matchers.filter(({ name, values }) => values.length > 0 && indexedLabels.has(name));
  return `{${matchers.length === 0 ? `${LABEL.service}=~".+"` : matchers.map(renderMatcher).join(', ')}}`;
}

/** LogQL of a query. */
export function renderLogQuery(query: LogQuery, indexedLabels: ReadonlySet<string>): string {
  const unindexed = query.matchers
    .filter(({ name, values }) => values.length > 0 && !indexedLabels.has(name))
    .map(({ name, values }) => isOneOf(name, values));
  const line = query.text === undefined || query.text === '' ? '' : renderLineContains(query.text);
  return renderSelector(query, indexedLabels) + line + [...unindexed, ...query.conditions].map(renderStage).join('');
}

function renderMatcher({ name, values }: Matcher): string {
  const [first = ''] = values;
  if (values.length === 1) return `${name}=${quoteLogql(first)}`;
  return `${name}=~${quoteLogql(values.map(escapeRegex).join('|'))}`;
}
