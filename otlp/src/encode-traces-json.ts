import type { OtlpSpan, OtlpSpanEvent, OtlpSpanLink, TracesRequest } from './span.ts';
import { attributesToJson, resourceToJson, scopeToJson, withCount, type JsonObject } from './value-to-json.ts';

/** An `ExportTraceServiceRequest` in OTLP/JSON. */
export function encodeTracesJson(request: TracesRequest): string {
  return JSON.stringify({
    resourceSpans: request.resourceSpans.map((group) => ({
      resource: resourceToJson(group.resource),
      schemaUrl: group.schemaUrl || undefined,
      scopeSpans: group.scopeSpans.map((scopeGroup) => ({
        scope: scopeToJson(scopeGroup.scope),
        schemaUrl: scopeGroup.schemaUrl || undefined,
        spans: scopeGroup.spans.map(spanToJson),
      })),
    })),
  });
}

function spanToJson(span: OtlpSpan): JsonObject {
  return withCount(
    {
      traceId: span.traceId || undefined,
      spanId: span.spanId || undefined,
      parentSpanId: span.parentSpanId || undefined,
      traceState: span.traceState || undefined,
      flags: span.flags || undefined,
      name: span.name,
      kind: span.kind,
      startTimeUnixNano: span.startTimeUnixNano.toString(),
      endTimeUnixNano: span.endTimeUnixNano.toString(),
      attributes: attributesToJson(span.attributes),
      events: span.events.map(eventToJson),
      droppedEventsCount: span.droppedEventsCount || undefined,
      links: span.links.map(linkToJson),
      droppedLinksCount: span.droppedLinksCount || undefined,
      status: span.status,
    },
    span.droppedAttributesCount,
  );
}

function eventToJson(event: OtlpSpanEvent): JsonObject {
  return withCount(
    { timeUnixNano: event.timeUnixNano.toString(), name: event.name, attributes: attributesToJson(event.attributes) },
    event.droppedAttributesCount,
  );
}

function linkToJson(link: OtlpSpanLink): JsonObject {
  return withCount(
    {
      traceId: link.traceId || undefined,
      spanId: link.spanId || undefined,
      traceState: link.traceState || undefined,
      attributes: attributesToJson(link.attributes),
      flags: link.flags || undefined,
    },
    link.droppedAttributesCount,
  );
}
