import type { Tenant } from '@botscope/conventions';
import type { AttributeValue, OtlpLogRecord } from '@botscope/otlp';
import { formatValue } from './attribute-json.ts';
import { describeAttributeName, type AttributeName, type IndexedColumn } from './attribute-name.ts';
import { isMap, visitMetadata } from './flatten-attribute.ts';
import type { NewRecord } from './new-record.ts';
import type { Origin } from './origin.ts';
import { toValueText } from './value-text.ts';

/** What one record may hold; the same figures as `loki.yaml`. */
export interface RecordLimits {
  readonly maxLineBytes: number;
  readonly maxMetadataEntries: number;
  readonly maxMetadataBytes: number;
  /** How far a record's time may lie ahead of the clock. */
  readonly maxAheadMillis: number;
}

/** Limits of Loki as it is provisioned. */
export const DEFAULT_RECORD_LIMITS: RecordLimits = {
  maxLineBytes: 1_048_576,
  maxMetadataEntries: 128,
  maxMetadataBytes: 65_536,
  maxAheadMillis: 26 * 3_600_000,
};

/** A record that is not stored. `reason` completes "a record was rejected: …". */
export interface RejectedRecord {
  readonly reason: string;
}

/** Entries that the record itself adds to its attributes, such as `severity_number`. */
const OWN_ENTRIES = 6;

/** A record as the store takes it, or why it does not. */
export function prepareRecord(
  tenant: Tenant,
  origin: Origin,
  record: OtlpLogRecord,
  nowMillis: number,
  limits: RecordLimits = DEFAULT_RECORD_LIMITS,
): NewRecord | RejectedRecord {
  const line = toValueText(record.body);
  const attributes = new AttributeWalk(origin);
  for (const name in record.attributes) attributes.add(name, record.attributes[name] ?? null);
  const timestampUnixNano = toTimestamp(record, nowMillis);
  const reason =
    checkLine(line, limits) ??
    attributes.check(record, limits) ??
    checkTime(timestampUnixNano, nowMillis, limits.maxAheadMillis);
  if (reason !== undefined) return { reason };
  return {
    tenant,
    stream: origin.streamOf(attributes.logLabels, attributes.isShadowed),
    origin,
    timestampUnixNano,
    // As Loki: where it stands for the time, it is not told a second time.
    observedTimestampUnixNano: record.timestampUnixNano === 0n ? 0n : record.observedTimestampUnixNano,
    severityNumber: record.severityNumber,
    severityText: record.severityText,
    traceId: record.traceId,
    spanId: record.spanId,
    flags: record.flags,
    eventName: record.eventName,
    droppedAttributesCount: record.droppedAttributesCount,
    attributesJson: `{${attributes.json}}`,
    line,
    columns: attributes.columns,
  };
}

/** One pass over a record's attributes: this runs for every attribute of every record. */
class AttributeWalk {
  json = '';
  isShadowed: boolean;
  readonly logLabels: [string, string, string, string] = ['', '', '', ''];
  readonly columns: Partial<Record<IndexedColumn, string>>;
  readonly #origin: Origin;
  #entries: number;
  #length: number;

  constructor(origin: Origin) {
    this.#origin = origin;
    this.isShadowed = origin.isShadowed;
    this.columns = { ...origin.columns };
    this.#entries = origin.metadata.size + OWN_ENTRIES;
    this.#length = origin.metadataLength;
  }

  add(attribute: string, value: AttributeValue): void {
    const name = describeAttributeName(attribute);
    const json = formatValue(value);
    this.json += this.json === '' ? name.jsonPrefix + json : `,${name.jsonPrefix}${json}`;
    if (isMap(value)) this.#addMap(name, value);
    else if (name.logLabel >= 0) this.logLabels[name.logLabel] = toValueText(value);
    else this.#addEntry(name, typeof value === 'string' ? value : toValueText(value));
  }

  check(record: OtlpLogRecord, limits: RecordLimits): string | undefined {
    if (this.#entries > limits.maxMetadataEntries) {
      return `it has ${this.#entries} attributes (those of resource and scope included), at most ${limits.maxMetadataEntries} are stored`;
    }
    // A character has at most three bytes: counting them exactly is for the few records near the limit.
    if (this.#length * 3 <= limits.maxMetadataBytes) return undefined;
    const bytes = countMetadataBytes(this.#origin, record);
    if (bytes <= limits.maxMetadataBytes) return undefined;
    return `its attributes have ${bytes} bytes, at most ${limits.maxMetadataBytes} are stored`;
  }

  #addMap(name: AttributeName, value: AttributeValue): void {
    visitMetadata(name.loki, value, (loki, text) => this.#addEntry(describeAttributeName(loki), text));
  }

  #addEntry(name: AttributeName, text: string): void {
    this.#entries += 1;
    this.#length += name.loki.length + text.length;
    // A value of the resource or the scope hides the record's own.
    if (name.column !== undefined && (this.#origin.columns[name.column] ?? '') === '') this.columns[name.column] = text;
    if (name.isLabelName) this.isShadowed = true;
  }
}

function countMetadataBytes(origin: Origin, record: OtlpLogRecord): number {
  let bytes = 0;
  const count = (name: string, text: string) => {
    bytes += name.length + Buffer.byteLength(text);
  };
  origin.metadata.forEach((text, name) => count(name, text));
  for (const [name, value] of Object.entries(record.attributes)) {
    const { loki, logLabel } = describeAttributeName(name);
    if (logLabel < 0 || isMap(value)) visitMetadata(loki, value, count);
  }
  return bytes;
}

function checkLine(line: string, limits: RecordLimits): string | undefined {
  if (line.length * 3 <= limits.maxLineBytes) return undefined;
  const bytes = Buffer.byteLength(line);
  return bytes <= limits.maxLineBytes
    ? undefined
    : `its body has ${bytes} bytes, at most ${limits.maxLineBytes} are stored`;
}

function toTimestamp(record: OtlpLogRecord, nowMillis: number): bigint {
  if (record.timestampUnixNano !== 0n) return record.timestampUnixNano;
  if (record.observedTimestampUnixNano !== 0n) return record.observedTimestampUnixNano;
  return BigInt(nowMillis) * 1_000_000n;
}

function checkTime(timestampUnixNano: bigint, nowMillis: number, maxAheadMillis: number): string | undefined {
  if (timestampUnixNano <= BigInt(nowMillis + maxAheadMillis) * 1_000_000n) return undefined;
  return `its time (${timestampUnixNano} ns) is more than ${maxAheadMillis / 3_600_000} hours ahead of this machine's clock`;
}
