import { isSpanContextValid, type SpanContext } from '@opentelemetry/api';
import { HEADER_BOT_UID } from '@botscope/conventions';
import type { TraceCarrier } from '../api/recordable.ts';

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** A span as it travels, after W3C Trace Context; undefined for a span that is not recorded. */
export function toCarrier(span: SpanContext | undefined): TraceCarrier | undefined {
  if (span === undefined || !isSpanContextValid(span)) return undefined;
  const flags = span.traceFlags.toString(16).padStart(2, '0');
  const tracestate = span.traceState?.serialize();
  return {
    traceparent: `00-${span.traceId}-${span.spanId}-${flags}`,
    ...(tracestate === undefined || tracestate === '' ? {} : { tracestate }),
  };
}

/** The span that a carrier names; undefined when it is not readable. */
export function fromCarrier(carrier: TraceCarrier | undefined): SpanContext | undefined {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(carrier?.traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined) return undefined;
  const span: SpanContext = { traceId, spanId, traceFlags: parseInt(flags ?? '0', 16), isRemote: true };
  return isSpanContextValid(span) ? span : undefined;
}

/** Headers by which a web client can name a conversation and a turn. The UID is percent-encoded. */
export function toResponseHeaders(uid: string, span: SpanContext | undefined): Record<string, string> {
  const carrier = toCarrier(span);
  return {
    [HEADER_BOT_UID]: encodeURIComponent(uid.toWellFormed()),
    ...(carrier === undefined ? {} : { traceparent: carrier.traceparent }),
  };
}
