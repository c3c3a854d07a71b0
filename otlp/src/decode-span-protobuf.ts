import { AttributeCollector } from './decode-value-protobuf.ts';
import type { ProtobufSource } from './protobuf-source.ts';
import type { OtlpSpan, OtlpSpanEvent, OtlpSpanLink } from './span.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A `Span` message at `depth`. */
export function readSpan(source: ProtobufSource, depth: number): OtlpSpan {
  source.budget.takeRecord();
  const collector = new AttributeCollector(source);
  const events: OtlpSpanEvent[] = [];
  const links: OtlpSpanLink[] = [];
  const span: Mutable<OtlpSpan> = {
    traceId: '',
    spanId: '',
    parentSpanId: '',
    traceState: '',
    flags: 0,
    name: '',
    kind: 0,
    startTimeUnixNano: 0n,
    endTimeUnixNano: 0n,
    attributes: collector.attributes,
    droppedAttributesCount: 0,
    events,
    droppedEventsCount: 0,
    links,
    droppedLinksCount: 0,
    status: { code: 0, message: '' },
  };
  const outer = source.enter();
  while (source.pos < source.len) {
    const tag = source.tag();
    if (tag === ((9 << 3) | 2)) collector.read(depth + 1);
    else if (tag === ((11 << 3) | 2)) events.push(readEvent(source, depth + 1));
    else if (tag === ((13 << 3) | 2)) links.push(readLink(source, depth + 1));
    else if (tag === ((15 << 3) | 2)) span.status = readStatus(source, depth + 1);
    else if (!readSpanField(source, span, tag)) source.skipField(tag, depth);
  }
  source.leave(outer);
  return span;
}

function readSpanField(source: ProtobufSource, span: Mutable<OtlpSpan>, tag: number): boolean {
  switch (tag) {
    case (1 << 3) | 2:
      span.traceId = source.id(16);
      return true;
    case (2 << 3) | 2:
      span.spanId = source.id(8);
      return true;
    case (3 << 3) | 2:
      span.traceState = source.text();
      return true;
    case (4 << 3) | 2:
      span.parentSpanId = source.id(8);
      return true;
    case (5 << 3) | 2:
      span.name = source.text();
      return true;
    case 6 << 3:
      span.kind = source.int32();
      return true;
    case (7 << 3) | 1:
      span.startTimeUnixNano = source.nanoseconds();
      return true;
    case (8 << 3) | 1:
      span.endTimeUnixNano = source.nanoseconds();
      return true;
    case 10 << 3:
      span.droppedAttributesCount = source.uint32();
      return true;
    case 12 << 3:
      span.droppedEventsCount = source.uint32();
      return true;
    case 14 << 3:
      span.droppedLinksCount = source.uint32();
      return true;
    case (16 << 3) | 5:
      span.flags = source.fixed32();
      return true;
    default:
      return false;
  }
}

function readEvent(source: ProtobufSource, depth: number): OtlpSpanEvent {
  source.budget.takeValue();
  const outer = source.enter();
  const collector = new AttributeCollector(source);
  const event: Mutable<OtlpSpanEvent> = {
    timeUnixNano: 0n,
    name: '',
    attributes: collector.attributes,
    droppedAttributesCount: 0,
  };
  while (source.pos < source.len) {
    const tag = source.tag();
    if (tag === ((1 << 3) | 1)) event.timeUnixNano = source.nanoseconds();
    else if (tag === ((2 << 3) | 2)) event.name = source.text();
    else if (tag === ((3 << 3) | 2)) collector.read(depth + 1);
    else if (tag === 4 << 3) event.droppedAttributesCount = source.uint32();
    else source.skipField(tag, depth);
  }
  source.leave(outer);
  return event;
}

function readLink(source: ProtobufSource, depth: number): OtlpSpanLink {
  source.budget.takeValue();
  const outer = source.enter();
  const collector = new AttributeCollector(source);
  const link: Mutable<OtlpSpanLink> = {
    traceId: '',
    spanId: '',
    traceState: '',
    attributes: collector.attributes,
    droppedAttributesCount: 0,
    flags: 0,
  };
  while (source.pos < source.len) {
    const tag = source.tag();
    if (tag === ((1 << 3) | 2)) link.traceId = source.id(16);
    else if (tag === ((2 << 3) | 2)) link.spanId = source.id(8);
    else if (tag === ((3 << 3) | 2)) link.traceState = source.text();
    else if (tag === ((4 << 3) | 2)) collector.read(depth + 1);
    else if (tag === 5 << 3) link.droppedAttributesCount = source.uint32();
    else if (tag === ((6 << 3) | 5)) link.flags = source.fixed32();
    else source.skipField(tag, depth);
  }
  source.leave(outer);
  return link;
}

function readStatus(source: ProtobufSource, depth: number): OtlpSpan['status'] {
  const outer = source.enter();
  let message = '';
  let code = 0;
  while (source.pos < source.len) {
    const tag = source.tag();
    if (tag === ((2 << 3) | 2)) message = source.text();
    else if (tag === 3 << 3) code = source.int32();
    else source.skipField(tag, depth);
  }
  source.leave(outer);
  return { code, message };
}
