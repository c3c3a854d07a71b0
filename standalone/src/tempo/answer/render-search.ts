import type { StoredSpan } from '../../store/span-reader.ts';
import { Duration, fieldValues, Keyword, shortId, type FieldValue } from '../search/field-values.ts';
import type { FoundSpan, FoundTrace } from '../search/search-traces.ts';
import type { TraceSummary } from '../search/trace-summary.ts';
import type { Field, Intrinsic, TraceQuery } from '../traceql/ast.ts';

/** Intrinsics that a search shows among a span's attributes. */
const SHOWN: Readonly<Partial<Record<Intrinsic, string>>> = {
  'span:status': 'status',
  'span:kind': 'kind',
  'span:statusMessage': 'statusMessage',
  'event:name': 'event:name',
  'link:traceID': 'link:traceID',
  'link:spanID': 'link:spanID',
  'instrumentation:name': 'instrumentation:name',
  'instrumentation:version': 'instrumentation:version',
};

/** A found trace in Tempo's JSON, with the fields that the query names of at most `spansPerTrace` spans. */
export function renderFoundTrace(found: FoundTrace, query: TraceQuery, spansPerTrace: number): unknown {
  const { summary, matched } = found;
  const spans = matched.slice(0, spansPerTrace).map((span) => renderSpan(span, summary, query.select));
  const counted = { key: 'count()', value: { intValue: String(matched.length) } };
  const spanSet = {
    spans,
    matched: matched.length,
    ...(query.counts.length === 0 ? {} : { attributes: [counted] }),
  };
  const durationMs = Number(summary.durationNanos / 1_000_000n);
  return {
    traceID: shortId(found.traceId),
    ...(summary.rootService === '' ? {} : { rootServiceName: summary.rootService }),
    ...(summary.rootName === '' ? {} : { rootTraceName: summary.rootName }),
    startTimeUnixNano: String(summary.startUnixNano),
    ...(durationMs === 0 ? {} : { durationMs }),
    spanSet,
    spanSets: [spanSet],
    serviceStats: Object.fromEntries(
      [...summary.services].map(([service, { spanCount, errorCount }]) => [
        service,
        errorCount === 0 ? { spanCount } : { spanCount, errorCount },
      ]),
    ),
  };
}

function renderSpan(
  { stored, fields: ownFields }: FoundSpan,
  summary: TraceSummary,
  select: readonly Field[],
): unknown {
  const { span } = stored;
  const fields = [...ownFields, ...select];
  const attributes = fields.flatMap((field) => renderField(field, stored, summary));
  const unique = [...new Map(attributes.map((attribute) => [attribute.key, attribute])).values()];
  const showsName = fields.some((field) => field.kind === 'intrinsic' && field.name === 'span:name');
  return {
    spanID: span.spanId,
    ...(showsName ? { name: span.name } : {}),
    startTimeUnixNano: String(span.startTimeUnixNano),
    durationNanos: String(span.endTimeUnixNano - span.startTimeUnixNano),
    ...(unique.length === 0 ? {} : { attributes: unique }),
  };
}

interface Attribute {
  readonly key: string;
  readonly value: unknown;
}

function renderField(field: Field, stored: StoredSpan, summary: TraceSummary): readonly Attribute[] {
  const key = field.kind === 'attribute' ? field.name : SHOWN[field.name];
  const [value] = fieldValues(field, stored, () => summary);
  return key === undefined || value === undefined ? [] : [{ key, value: renderValue(value) }];
}

function renderValue(value: FieldValue): unknown {
  if (value instanceof Keyword) return { stringValue: value.name };
  if (value instanceof Duration) return { intValue: String(value.nanos) };
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'boolean':
      return { boolValue: value };
    case 'bigint':
      return { intValue: String(value) };
    case 'number':
      return { doubleValue: value };
  }
}
