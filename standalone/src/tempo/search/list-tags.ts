import type { QueryBudget } from '../../loki/evaluate/query-budget.ts';
import type { SpanReader } from '../../store/span-reader.ts';
import { INTRINSICS, type AttributeScope, type Condition, type Field } from '../traceql/ast.ts';
import { attributeMaps, Duration, fieldValues, Keyword, type FieldValue } from './field-values.ts';
import { searchSpans, type SpanRange } from './search-traces.ts';

/** Scopes whose attribute names can be listed. */
export const TAG_SCOPES = [
  'resource',
  'span',
  'event',
  'link',
  'instrumentation',
] as const satisfies readonly AttributeScope[];
/** Scope whose attribute names can be listed. */
export type TagScope = (typeof TAG_SCOPES)[number];

/** Names of intrinsics, scoped and from before. */
export const INTRINSIC_TAGS = [
  ...INTRINSICS,
  'event:timeSinceStart',
  'duration',
  'kind',
  'name',
  'rootName',
  'rootServiceName',
  'status',
  'statusMessage',
  'traceDuration',
].sort();

/** Attribute names of the spans of a range by scope, sorted. */
export function listTags(
  reader: SpanReader,
  range: SpanRange,
  budget: QueryBudget,
): ReadonlyMap<TagScope, readonly string[]> {
  const names = new Map<TagScope, Set<string>>(TAG_SCOPES.map((scope) => [scope, new Set<string>()]));
  for (const { stored } of searchSpans(reader, undefined, range, budget)) {
    for (const scope of TAG_SCOPES) {
      for (const map of attributeMaps(scope, stored)) for (const name in map) names.get(scope)?.add(name);
    }
  }
  return new Map([...names].map(([scope, set]) => [scope, [...set].sort()]));
}

/** A value of a tag, as text, with its type. */
export interface TagValue {
  readonly type: string;
  readonly value: string;
}

/** Distinct values of a field among the spans of a range that meet a condition; at most `limit`. */
export function listTagValues(
  reader: SpanReader,
  field: Field,
  condition: Condition | undefined,
  range: SpanRange,
  limit: number,
  budget: QueryBudget,
): readonly TagValue[] {
  const found = new Map<string, TagValue>();
  for (const { stored, trace } of searchSpans(reader, condition, range, budget)) {
    for (const value of fieldValues(field, stored, trace)) {
      const tag = toTagValue(value);
      found.set(`${tag.type} ${tag.value}`, tag);
      if (found.size >= limit) return [...found.values()];
    }
  }
  return [...found.values()];
}

function toTagValue(value: FieldValue): TagValue {
  if (value instanceof Keyword) return { type: 'keyword', value: value.name };
  if (value instanceof Duration) return { type: 'duration', value: `${value.nanos}ns` };
  if (typeof value === 'string') return { type: 'string', value };
  if (typeof value === 'boolean') return { type: 'bool', value: String(value) };
  return { type: typeof value === 'bigint' ? 'int' : 'float', value: String(value) };
}
