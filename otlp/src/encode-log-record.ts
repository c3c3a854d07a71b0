import type { AttributeValue } from './attribute-value.ts';
import { EncodeBuffer, utf8Size, varintSize } from './encode-buffer.ts';
import { encodeAttributeField, encodeTextField, encodeValueField } from './encode-value.ts';

/** Attributes as two lists of the same length; as many as stand in `values` are meant. */
export interface AttributeColumns {
  readonly keys: readonly string[];
  readonly values: readonly AttributeValue[];
}

/** Fields that many records share. */
export interface LogRecordFields {
  readonly severityNumber?: number;
  readonly severityText?: string;
  readonly eventName?: string;
  readonly attributes: AttributeColumns;
}

/** A log record to be encoded. */
export interface EncodableLogRecord extends LogRecordFields {
  readonly timestampUnixNano: bigint;
  readonly observedTimestampUnixNano: bigint;
  readonly body: AttributeValue;
  /** A text in pieces, in place of `body`: joining them first would cost a copy. */
  readonly bodyParts?: readonly string[] | undefined;
  /** What {@link encodeLogRecordFields} has encoded before; its attributes come first. */
  readonly encodedFields?: readonly Uint8Array[];
  /** 32 hex digits; absent without a trace. */
  readonly traceId?: string;
  /** 16 hex digits; absent without a span. */
  readonly spanId?: string;
  /** Lowest 8 bits: W3C trace flags. */
  readonly flags?: number;
}

const LOG_RECORDS = 0x12;
const TIME = 0x09;
const SEVERITY_NUMBER = 0x10;
const SEVERITY_TEXT = 0x1a;
const BODY = 0x2a;
const ATTRIBUTES = 0x32;
const FLAGS = 0x45;
const TRACE_ID = 0x4a;
const SPAN_ID = 0x52;
const OBSERVED_TIME = 0x59;
const EVENT_NAME = 0x62;
/** Tag and a length of two bytes: what nearly every record needs. */
const USUAL_PREFIX_BYTES = 3;

/**
 * Appends a record as one `log_records` field of `ScopeLogs` (tag, length, message). Records encoded this way may be
 * joined in any number by `encodeLogsRequest`, byte for byte.
 */
export function encodeLogRecord(buffer: EncodeBuffer, record: EncodableLogRecord): void {
  const start = buffer.position;
  buffer.reserve(USUAL_PREFIX_BYTES);
  buffer.position += USUAL_PREFIX_BYTES;
  encodeMessage(buffer, record);
  const size = buffer.position - start - USUAL_PREFIX_BYTES;
  const prefixBytes = 1 + varintSize(size);
  if (prefixBytes !== USUAL_PREFIX_BYTES) moveMessage(buffer, start, prefixBytes);
  const end = buffer.position;
  buffer.position = start;
  buffer.byte(LOG_RECORDS);
  buffer.varint(size);
  buffer.position = end;
}

function moveMessage(buffer: EncodeBuffer, start: number, prefixBytes: number): void {
  const end = buffer.position;
  buffer.reserve(prefixBytes);
  buffer.bytes.copyWithin(start + prefixBytes, start + USUAL_PREFIX_BYTES, end);
  buffer.position = end + prefixBytes - USUAL_PREFIX_BYTES;
}

function encodeMessage(buffer: EncodeBuffer, record: EncodableLogRecord): void {
  buffer.reserve(18);
  buffer.byte(TIME);
  buffer.fixed64(record.timestampUnixNano);
  buffer.byte(OBSERVED_TIME);
  buffer.fixed64(record.observedTimestampUnixNano);
  if (record.encodedFields !== undefined) for (const fields of record.encodedFields) buffer.append(fields);
  encodeFields(buffer, record);
  if (record.bodyParts !== undefined) encodeTextField(buffer, BODY, record.bodyParts);
  else if (record.body !== null) encodeValueField(buffer, BODY, record.body);
  if (record.traceId !== undefined) encodeTraceContext(buffer, record.traceId, record.spanId, record.flags);
}

function encodeFields(buffer: EncodeBuffer, fields: LogRecordFields): void {
  const { severityNumber, severityText, eventName, attributes } = fields;
  if (severityNumber !== undefined) {
    buffer.reserve(6);
    buffer.byte(SEVERITY_NUMBER);
    buffer.varint(severityNumber);
  }
  if (severityText !== undefined) encodeText(buffer, SEVERITY_TEXT, severityText);
  if (eventName !== undefined) encodeText(buffer, EVENT_NAME, eventName);
  const { keys, values } = attributes;
  for (let i = 0; i < values.length; i++) {
    encodeAttributeField(buffer, ATTRIBUTES, keys[i] as string, values[i] as AttributeValue);
  }
}

function encodeText(buffer: EncodeBuffer, tag: number, value: string): void {
  const size = utf8Size(value);
  buffer.reserve(size + 6);
  buffer.byte(tag);
  buffer.varint(size);
  buffer.text(value, size);
}

function encodeTraceContext(buffer: EncodeBuffer, traceId: string, spanId: string | undefined, flags = 0): void {
  buffer.reserve(33);
  encodeHex(buffer, TRACE_ID, traceId);
  if (spanId !== undefined) encodeHex(buffer, SPAN_ID, spanId);
  buffer.byte(FLAGS);
  buffer.position = buffer.bytes.writeUInt32LE(flags, buffer.position);
}

function encodeHex(buffer: EncodeBuffer, tag: number, hex: string): void {
  buffer.byte(tag);
  buffer.byte(hex.length / 2);
  buffer.hex(hex);
}

/** Encodes fields of log records once, so that many records can carry them as they are. */
export function encodeLogRecordFields(fields: LogRecordFields): Uint8Array {
  const buffer = new EncodeBuffer(512);
  encodeFields(buffer, fields);
  return Uint8Array.prototype.slice.call(buffer.view());
}

/** The fields that {@link encodeLogRecord} appended one after the other, sharing memory with `bytes`. */
export function splitLogRecords(bytes: Uint8Array): Uint8Array[] {
  const records: Uint8Array[] = [];
  for (let start = 0; start < bytes.length;) {
    let position = start + 1;
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[position++] ?? 0;
      size += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    records.push(bytes.subarray(start, position + size));
    start = position + size;
  }
  return records;
}
