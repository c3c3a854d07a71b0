import type { AttributeMap, AttributeValue } from '@botscope/otlp';
import type { StoredSpan } from '../../store/span-reader.ts';
import type { AttributeScope, Field, Intrinsic } from '../traceql/ast.ts';
import type { TraceSummary } from './trace-summary.ts';

/** A duration, apart from integers: `7` is no duration. */
export class Duration {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

/** A status or kind, apart from strings. */
export class Keyword {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** A value of a field. */
export type FieldValue = string | boolean | bigint | number | Duration | Keyword;

const STATUSES = ['unset', 'ok', 'error'];
const KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];

/** Values of a span in a field: none when it is absent, several where a span has several links, events or list items. */
export function fieldValues(field: Field, stored: StoredSpan, trace: () => TraceSummary): readonly FieldValue[] {
  if (field.kind === 'intrinsic') return intrinsicValues(field.name, stored, trace);
  return attributeMaps(field.scope, stored, field.name).flatMap((map) => toFieldValues(map[field.name]));
}

/** Attribute maps of a span in a scope. */
export function attributeMaps(
  scope: AttributeScope,
  { resource, scope: library, span }: StoredSpan,
  name = '',
): readonly AttributeMap[] {
  switch (scope) {
    case 'any':
      return span.attributes[name] === undefined ? [resource.attributes] : [span.attributes];
    case 'span':
      return [span.attributes];
    case 'resource':
      return [resource.attributes];
    case 'event':
      return span.events.map((event) => event.attributes);
    case 'link':
      return span.links.map((link) => link.attributes);
    case 'instrumentation':
      return [library.attributes];
  }
}

function toFieldValues(value: AttributeValue | undefined): readonly FieldValue[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [value];
  return Array.isArray(value) ? (value as readonly AttributeValue[]).flatMap(toFieldValues) : [];
}

function intrinsicValues(
  name: Intrinsic,
  { scope, span }: StoredSpan,
  trace: () => TraceSummary,
): readonly FieldValue[] {
  switch (name) {
    case 'span:name':
      return [span.name];
    case 'span:duration':
      return [new Duration(span.endTimeUnixNano - span.startTimeUnixNano)];
    case 'span:status':
      return [new Keyword(STATUSES[span.status.code] ?? 'unset')];
    case 'span:statusMessage':
      return span.status.message === '' ? [] : [span.status.message];
    case 'span:kind':
      return [new Keyword(KINDS[span.kind] ?? 'unspecified')];
    case 'span:id':
      return [shortId(span.spanId)];
    case 'span:parentID':
      return span.parentSpanId === '' ? [] : [shortId(span.parentSpanId)];
    case 'trace:id':
      return [shortId(span.traceId)];
    case 'trace:duration':
      return [new Duration(trace().durationNanos)];
    case 'trace:rootName':
      return [trace().rootName];
    case 'trace:rootService':
      return [trace().rootService];
    case 'event:name':
      return span.events.map((event) => event.name);
    case 'link:traceID':
      return span.links.map((link) => shortId(link.traceId));
    case 'link:spanID':
      return span.links.map((link) => shortId(link.spanId));
    case 'instrumentation:name':
      return scope.name === '' ? [] : [scope.name];
    case 'instrumentation:version':
      return scope.version === '' ? [] : [scope.version];
  }
}

/** A trace id as Tempo's search writes it: without leading zeros. Ids are compared so. */
export function shortId(hex: string): string {
  return hex.replace(/^0+(?=.)/, '');
}
