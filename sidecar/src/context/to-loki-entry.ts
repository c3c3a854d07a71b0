import { ATTR_EVENT, INDEXED_LOG_ATTRIBUTES, INDEXED_RESOURCE_ATTRIBUTES, toLokiName } from '@botscope/conventions';
import type { AttributeMap, AttributeValue, OtlpLogRecord, OtlpResource } from '@botscope/otlp';
import type { LokiEntry } from '@botscope/records';

const INDEXED: ReadonlySet<string> = new Set([...INDEXED_RESOURCE_ATTRIBUTES, ...INDEXED_LOG_ATTRIBUTES]);

function toText(value: AttributeValue): string {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value === null || typeof value !== 'object') return String(value);
  return JSON.stringify(value, (_key, member: unknown) => (typeof member === 'bigint' ? member.toString() : member));
}

function addAttributes(
  attributes: AttributeMap,
  labels: Record<string, string>,
  metadata: Record<string, string>,
): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) continue;
    (INDEXED.has(name) ? labels : metadata)[toLokiName(name)] = toText(value);
  }
}

/**
 * A forwarded record in the shape in which the store would give it, so that the sidecar reads records in one way only,
 * wherever they come from.
 */
export function toLokiEntry(record: OtlpLogRecord, resource: OtlpResource): LokiEntry {
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
