import type { OtlpLogRecord } from '@botscope/otlp';
import { fromTaggedMap, fromTaggedValue, type TaggedValue } from './attribute-json.ts';
import { describeAttributeName } from './attribute-name.ts';
import { toDetectedLevel } from './detected-level.ts';
import { isMap, visitMetadata } from './flatten-attribute.ts';
import type { Origin } from './origin.ts';
import type { LabelMap, StoredRecord } from './record-reader.ts';
import type { Stream } from './stream.ts';
import { toValueText } from './value-text.ts';

/** A record as it stands in a file, with stream and origin looked up. */
export interface StoredRow extends RowWithoutLine {
  readonly line: string;
}

/** {@link StoredRow} but for what may be long. */
export interface RowWithoutLine {
  /** Order of arrival, over all files. */
  readonly id: bigint;
  readonly timestampUnixNano: bigint;
  readonly stream: Stream;
  readonly origin: Origin;
  readonly observedTimestampUnixNano: bigint;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly flags: number;
  readonly eventName: string;
  readonly droppedAttributesCount: number;
  readonly attributesJson: string;
}

/** A row as a query sees it. */
export function toStoredRecord(row: StoredRow): StoredRecord {
  const { timestampUnixNano, stream, line } = row;
  return { timestampUnixNano, labels: stream.labels, metadata: toMetadata(row), line };
}

/** A row's metadata as a query sees them: what Loki would show, which never shows an empty value. */
export function toMetadata(row: RowWithoutLine): LabelMap {
  const metadata = Object.create(null) as Record<string, string>;
  addAttributes(metadata, JSON.parse(row.attributesJson) as Record<string, TaggedValue>);
  // What the resource and the scope say hides what the record says under the same name.
  row.origin.metadata.forEach((text, name) => {
    if (text !== '') metadata[name] = text;
  });
  addOwnEntries(metadata, row);
  if (row.stream.isShadowed) renameShadowed(metadata, row.stream.labels);
  return metadata;
}

/** Metadata with the name of a label that the stream has is shown under a name of its own. */
function renameShadowed(metadata: Record<string, string>, labels: LabelMap): void {
  for (const name in labels) {
    const text = metadata[name];
    if (text === undefined) continue;
    metadata[`${name}_extracted`] = text;
    delete metadata[name];
  }
}

function addAttributes(metadata: Record<string, string>, attributes: Readonly<Record<string, TaggedValue>>): void {
  for (const attribute in attributes) {
    const tagged = attributes[attribute] ?? null;
    const name = describeAttributeName(attribute);
    if (typeof tagged === 'string') {
      if (name.logLabel < 0 && tagged !== '') metadata[name.loki] = tagged;
      continue;
    }
    const value = fromTaggedValue(tagged);
    if (isMap(value)) visitMetadata(name.loki, value, (loki, text) => addText(metadata, loki, text));
    else if (name.logLabel < 0) addText(metadata, name.loki, toValueText(value));
  }
}

function addText(metadata: Record<string, string>, name: string, text: string): void {
  if (text !== '') metadata[name] = text;
}

function addOwnEntries(metadata: Record<string, string>, row: RowWithoutLine): void {
  if (row.observedTimestampUnixNano !== 0n) metadata['observed_timestamp'] = row.observedTimestampUnixNano.toString();
  if (row.severityNumber !== 0) metadata['severity_number'] = String(row.severityNumber);
  if (row.severityText !== '') metadata['severity_text'] = row.severityText;
  if (row.traceId !== '') metadata['trace_id'] = row.traceId;
  if (row.spanId !== '') metadata['span_id'] = row.spanId;
  if (row.flags !== 0) metadata['flags'] = String(row.flags);
  if (row.droppedAttributesCount !== 0) metadata['dropped_attributes_count'] = String(row.droppedAttributesCount);
  metadata['detected_level'] ??= toDetectedLevel(row.severityNumber, row.severityText);
}

/** Names of metadata that do not come from attributes; such a name may hide an attribute's. */
export const OWN_METADATA_NAMES: ReadonlySet<string> = new Set([
  'observed_timestamp',
  'severity_number',
  'severity_text',
  'trace_id',
  'span_id',
  'flags',
  'dropped_attributes_count',
  'detected_level',
]);

/** A row as it arrived. A body that was no text comes back as text. */
export function toLogRecord(row: StoredRow): OtlpLogRecord {
  return {
    timestampUnixNano: row.timestampUnixNano,
    observedTimestampUnixNano: row.observedTimestampUnixNano,
    severityNumber: row.severityNumber,
    severityText: row.severityText,
    body: row.line,
    attributes: fromTaggedMap(JSON.parse(row.attributesJson) as Record<string, TaggedValue>),
    droppedAttributesCount: row.droppedAttributesCount,
    flags: row.flags,
    traceId: row.traceId,
    spanId: row.spanId,
    eventName: row.eventName,
  };
}
