import type { OtlpResource, OtlpScope, OtlpSpan } from '@botscope/otlp';

/** A span with what it belongs to. Spans of one resource (or scope) of a trace have equal, not identical, objects. */
export interface StoredSpan {
  readonly resource: OtlpResource;
  readonly scope: OtlpScope;
  readonly span: OtlpSpan;
}

/** What to scan. */
export interface SpanScan {
  /** Inclusive, of the span's start. */
  readonly startUnixNano: bigint;
  /** Exclusive, of the span's start. */
  readonly endUnixNano: bigint;
  readonly direction: 'backward' | 'forward';
}

/**
 * Spans of the store (Tempo's tenant `bots`), usable in a worker thread. Attributes that are never stored
 * (`SPAN_ATTRIBUTES_REMOVED`) are already gone.
 */
export interface SpanReader {
  /** All spans of a trace in order of start; `traceId` has 1 to 32 hex digits, leading zeros may be missing. Empty when unknown. */
  traceById(traceId: string): readonly StoredSpan[];
  /** Spans in order of their start, lazily: stop iterating to stop reading. */
  scan(scan: SpanScan): Iterable<StoredSpan>;
  close(): void;
}
