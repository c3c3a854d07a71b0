import { ATTR_EVENT, INDEXED_LOG_ATTRIBUTES, INDEXED_RESOURCE_ATTRIBUTES, toLokiName } from '@botscope/conventions';
import type { LokiEntry } from './loki-entry.ts';

/** Attributes of a log record or a resource: what OTLP can carry, by name. */
type EmittedAttributes = Readonly<Record<string, unknown>>;

/** A log record as it was emitted or decoded from OTLP. */
export interface EmittedRecord {
  readonly timestampUnixNano: bigint;
  /** Stands in where there is no other time (0). */
  readonly observedTimestampUnixNano: bigint;
  /** 0 = none. */
  readonly severityNumber: number;
  readonly severityText: string;
  readonly eventName: string;
  readonly body: unknown;
  readonly attributes: EmittedAttributes;
  /** Hex; empty = none. */
  readonly traceId: string;
  /** Hex; empty = none. */
  readonly spanId: string;
}

const INDEXED: ReadonlySet<string> = new Set([...INDEXED_RESOURCE_ATTRIBUTES, ...INDEXED_LOG_ATTRIBUTES]);

function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return toBase64(value);
  if (value === null || typeof value !== 'object') return String(value);
  return JSON.stringify(value, (_key, member: unknown) => (typeof member === 'bigint' ? member.toString() : member));
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function addAttributes(
  attributes: EmittedAttributes,
  labels: Record<string, string>,
  metadata: Record<string, string>,
): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    (INDEXED.has(name) ? labels : metadata)[toLokiName(name)] = toText(value);
  }
}

/**
 * A record in the shape in which the store would give it, so that records are read in one way only, wherever they come
 * from.
 */
export function toLokiEntry(record: EmittedRecord, resource: { readonly attributes: EmittedAttributes }): LokiEntry {
  const labels = Object.create(null) as Record<string, string>;
  const metadata = Object.create(null) as Record<string, string>;
  addAttributes(resource.attributes, labels, metadata);
  addAttributes(record.attributes, labels, metadata);
  if (record.eventName !== '') metadata[toLokiName(ATTR_EVENT)] ??= record.eventName;
  if (record.severityNumber > 0) metadata.severity_number = String(record.severityNumber);
  if (record.severityText !== '') metadata.severity_text = record.severityText;
  if (record.traceId !== '') metadata.trace_id = record.traceId;
  if (record.spanId !== '') metadata.span_id = record.spanId;
  return {
    timestampUnixNano: record.timestampUnixNano || record.observedTimestampUnixNano,
    line: toText(record.body ?? ''),
    labels,
    metadata,
  };
}
