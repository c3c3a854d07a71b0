import type { AttributeMap } from './attribute-value.ts';
import type { OtlpResource, OtlpScope } from './resource.ts';

/** An event of a span. */
export interface OtlpSpanEvent {
  readonly timeUnixNano: bigint;
  readonly name: string;
  readonly attributes: AttributeMap;
  readonly droppedAttributesCount: number;
}

/** A link to a span, also of another trace. */
export interface OtlpSpanLink {
  /** 32 lower-case hex digits. */
  readonly traceId: string;
  /** 16 lower-case hex digits. */
  readonly spanId: string;
  readonly traceState: string;
  readonly attributes: AttributeMap;
  readonly droppedAttributesCount: number;
  readonly flags: number;
}

/** A span as it travels. Absent texts are empty, absent numbers 0. */
export interface OtlpSpan {
  /** 32 lower-case hex digits. */
  readonly traceId: string;
  /** 16 lower-case hex digits. */
  readonly spanId: string;
  /** 16 lower-case hex digits; empty for a root. */
  readonly parentSpanId: string;
  readonly traceState: string;
  readonly flags: number;
  readonly name: string;
  /** 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly startTimeUnixNano: bigint;
  readonly endTimeUnixNano: bigint;
  readonly attributes: AttributeMap;
  readonly droppedAttributesCount: number;
  readonly events: readonly OtlpSpanEvent[];
  readonly droppedEventsCount: number;
  readonly links: readonly OtlpSpanLink[];
  readonly droppedLinksCount: number;
  /** `code`: 0 unset, 1 ok, 2 error. */
  readonly status: { readonly code: number; readonly message: string };
}

/** Spans of one scope. */
export interface ScopeSpans {
  readonly scope: OtlpScope;
  readonly schemaUrl: string;
  readonly spans: readonly OtlpSpan[];
}

/** Spans of one resource. */
export interface ResourceSpans {
  readonly resource: OtlpResource;
  readonly schemaUrl: string;
  readonly scopeSpans: readonly ScopeSpans[];
}

/** `ExportTraceServiceRequest`. */
export interface TracesRequest {
  readonly resourceSpans: readonly ResourceSpans[];
}
