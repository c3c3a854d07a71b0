import { DecodeBudget, type DecodeLimits } from './decode-limits.ts';
import { toResource, toScope } from './decode-resource-json.ts';
import { toAttributes } from './decode-value-json.ts';
import { JsonFields, toJsonDecodeError } from './json-fields.ts';
import { parseJsonBody } from './parse-json-body.ts';
import type { OtlpSpan, OtlpSpanEvent, OtlpSpanLink, ResourceSpans, ScopeSpans, TracesRequest } from './span.ts';

/** Depth of a span's fields, as in protobuf: request 0, resource spans 1, scope spans 2, span 3. */
const SPAN_DEPTH = 3;

/** Decodes an `ExportTraceServiceRequest` in OTLP/JSON. */
export function decodeTracesJson(bytes: Uint8Array, limits: DecodeLimits): TracesRequest {
  const what = 'the traces request';
  const body = parseJsonBody(bytes, what);
  try {
    const request = new JsonFields(body, 'the body', new DecodeBudget(limits));
    return { resourceSpans: request.list('resourceSpans', (item) => toResourceSpans(item, request.budget)) };
  } catch (error) {
    throw toJsonDecodeError(error, what);
  }
}

function toResourceSpans(item: unknown, budget: DecodeBudget): ResourceSpans {
  const group = new JsonFields(item, '', budget);
  return {
    resource: toResource(group),
    schemaUrl: group.text('schemaUrl'),
    scopeSpans: group.list('scopeSpans', (scope) => toScopeSpans(scope, budget)),
  };
}

function toScopeSpans(item: unknown, budget: DecodeBudget): ScopeSpans {
  const group = new JsonFields(item, '', budget);
  return {
    scope: toScope(group),
    schemaUrl: group.text('schemaUrl'),
    spans: group.list('spans', (span) => toSpan(new JsonFields(span, '', budget))),
  };
}

function toSpan(fields: JsonFields): OtlpSpan {
  fields.budget.takeRecord();
  return {
    traceId: fields.id('traceId', 16),
    spanId: fields.id('spanId', 8),
    parentSpanId: fields.id('parentSpanId', 8),
    traceState: fields.text('traceState'),
    flags: fields.integer32('flags'),
    name: fields.text('name'),
    kind: fields.integer32('kind'),
    startTimeUnixNano: fields.nanoseconds('startTimeUnixNano'),
    endTimeUnixNano: fields.nanoseconds('endTimeUnixNano'),
    attributes: toAttributes(fields, 'attributes', SPAN_DEPTH),
    droppedAttributesCount: fields.integer32('droppedAttributesCount'),
    events: fields.list('events', (item) => toEvent(new JsonFields(item, '', fields.budget))),
    droppedEventsCount: fields.integer32('droppedEventsCount'),
    links: fields.list('links', (item) => toLink(new JsonFields(item, '', fields.budget))),
    droppedLinksCount: fields.integer32('droppedLinksCount'),
    status: fields.inside('status', { code: 0, message: '' }, (status) => ({
      code: status.integer32('code'),
      message: status.text('message'),
    })),
  };
}

function toEvent(fields: JsonFields): OtlpSpanEvent {
  fields.budget.takeValue();
  return {
    timeUnixNano: fields.nanoseconds('timeUnixNano'),
    name: fields.text('name'),
    attributes: toAttributes(fields, 'attributes', SPAN_DEPTH + 1),
    droppedAttributesCount: fields.integer32('droppedAttributesCount'),
  };
}

function toLink(fields: JsonFields): OtlpSpanLink {
  fields.budget.takeValue();
  return {
    traceId: fields.id('traceId', 16),
    spanId: fields.id('spanId', 8),
    traceState: fields.text('traceState'),
    attributes: toAttributes(fields, 'attributes', SPAN_DEPTH + 1),
    droppedAttributesCount: fields.integer32('droppedAttributesCount'),
    flags: fields.integer32('flags'),
  };
}
