import { MessageWriter } from './encode-message.ts';
import type { OtlpResource, OtlpScope } from './resource.ts';
import type { OtlpSpan, OtlpSpanEvent, OtlpSpanLink, ResourceSpans, ScopeSpans, TracesRequest } from './span.ts';

/** An `ExportTraceServiceRequest` in protobuf; `TracesData` has the same form. */
export function encodeTracesProtobuf(request: TracesRequest): Uint8Array {
  const writer = new MessageWriter();
  for (const group of request.resourceSpans) writer.message(1, encodeResourceSpans(group));
  return writer.view();
}

function encodeResourceSpans(group: ResourceSpans): Uint8Array {
  const writer = new MessageWriter();
  writer.message(1, encodeResource(group.resource));
  for (const scopeSpans of group.scopeSpans) writer.message(2, encodeScopeSpans(scopeSpans));
  writer.text(3, group.schemaUrl);
  return writer.view();
}

function encodeResource(resource: OtlpResource): Uint8Array {
  const writer = new MessageWriter();
  writer.attributes(1, resource.attributes);
  writer.count(2, resource.droppedAttributesCount);
  return writer.view();
}

function encodeScopeSpans(group: ScopeSpans): Uint8Array {
  const writer = new MessageWriter();
  writer.message(1, encodeScope(group.scope));
  for (const span of group.spans) writer.message(2, encodeSpan(span));
  writer.text(3, group.schemaUrl);
  return writer.view();
}

function encodeScope(scope: OtlpScope): Uint8Array {
  const writer = new MessageWriter();
  writer.text(1, scope.name);
  writer.text(2, scope.version);
  writer.attributes(3, scope.attributes);
  writer.count(4, scope.droppedAttributesCount);
  return writer.view();
}

function encodeSpan(span: OtlpSpan): Uint8Array {
  const writer = new MessageWriter();
  writer.hex(1, span.traceId);
  writer.hex(2, span.spanId);
  writer.text(3, span.traceState);
  writer.hex(4, span.parentSpanId);
  writer.text(5, span.name);
  writer.count(6, span.kind);
  writer.fixed64(7, span.startTimeUnixNano);
  writer.fixed64(8, span.endTimeUnixNano);
  writer.attributes(9, span.attributes);
  writer.count(10, span.droppedAttributesCount);
  for (const event of span.events) writer.message(11, encodeEvent(event));
  writer.count(12, span.droppedEventsCount);
  for (const link of span.links) writer.message(13, encodeLink(link));
  writer.count(14, span.droppedLinksCount);
  writer.message(15, encodeSpanStatus(span.status));
  writer.fixed32(16, span.flags);
  return writer.view();
}

function encodeEvent(event: OtlpSpanEvent): Uint8Array {
  const writer = new MessageWriter();
  writer.fixed64(1, event.timeUnixNano);
  writer.text(2, event.name);
  writer.attributes(3, event.attributes);
  writer.count(4, event.droppedAttributesCount);
  return writer.view();
}

function encodeLink(link: OtlpSpanLink): Uint8Array {
  const writer = new MessageWriter();
  writer.hex(1, link.traceId);
  writer.hex(2, link.spanId);
  writer.text(3, link.traceState);
  writer.attributes(4, link.attributes);
  writer.count(5, link.droppedAttributesCount);
  writer.fixed32(6, link.flags);
  return writer.view();
}

function encodeSpanStatus({ code, message }: OtlpSpan['status']): Uint8Array {
  const writer = new MessageWriter();
  writer.text(2, message);
  writer.count(3, code);
  return writer.view();
}
