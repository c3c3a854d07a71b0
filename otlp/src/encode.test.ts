import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import type { AttributeValue } from './attribute-value.ts';
import { EncodeBuffer, varintSize } from './encode-buffer.ts';
import {
  encodeLogRecord,
  encodeLogRecordFields,
  splitLogRecords,
  type EncodableLogRecord,
  type LogRecordFields,
} from './encode-log-record.ts';
import { encodeLogsEnvelope, encodeLogsRequest } from './encode-logs-request.ts';

const { root } = protobuf.parse(`
  syntax = "proto3";
  message AnyValue { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3;
    double double_value = 4; ArrayValue array_value = 5; KeyValueList kvlist_value = 6; bytes bytes_value = 7; } }
  message ArrayValue { repeated AnyValue values = 1; }
  message KeyValueList { repeated KeyValue values = 1; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message Resource { repeated KeyValue attributes = 1; }
  message Scope { string name = 1; string version = 2; }
  message LogRecord { fixed64 time_unix_nano = 1; fixed64 observed_time_unix_nano = 11; int32 severity_number = 2;
    string severity_text = 3; AnyValue body = 5; repeated KeyValue attributes = 6; uint32 dropped = 7;
    fixed32 flags = 8; bytes trace_id = 9; bytes span_id = 10; string event_name = 12; }
  message ScopeLogs { Scope scope = 1; repeated LogRecord log_records = 2; }
  message ResourceLogs { Resource resource = 1; repeated ScopeLogs scope_logs = 2; }
  message Request { repeated ResourceLogs resource_logs = 1; }
`);
const Request = root.lookupType('Request');

const RECORD: EncodableLogRecord = {
  timestampUnixNano: 1_790_000_000_123_456_789n,
  observedTimestampUnixNano: 1_790_000_000_123_456_790n,
  severityNumber: 17,
  severityText: 'ERROR',
  eventName: 'bot.step.completed',
  body: '{"input":"Zoë 🌞"}',
  attributes: { keys: ['bot.id', 'http.response.status_code'], values: ['42', 404] },
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  flags: 1,
};
const ENVELOPE = encodeLogsEnvelope(
  { keys: ['service.name', 'bot.ok'], values: ['support-bot', true] },
  { name: 'scope', version: '1' },
);

function encode(record: EncodableLogRecord): Uint8Array {
  const buffer = new EncodeBuffer(16);
  encodeLogRecord(buffer, record);
  return buffer.view();
}

interface ReadValue {
  readonly stringValue?: string;
  readonly intValue?: string;
  readonly boolValue?: boolean;
  readonly doubleValue?: number;
  readonly bytesValue?: Uint8Array;
  readonly arrayValue?: { readonly values?: readonly ReadValue[] };
  readonly kvlistValue?: { readonly values?: readonly ReadAttribute[] };
}

interface ReadAttribute {
  readonly key?: string;
  readonly value?: ReadValue;
}

interface ReadRecord {
  readonly eventName?: string;
  readonly body?: ReadValue;
  readonly attributes: readonly ReadAttribute[];
  readonly traceId: Uint8Array;
  readonly spanId: Uint8Array;
}

interface ReadLogs {
  readonly resource: { readonly attributes: readonly ReadAttribute[] };
  readonly scopeLogs: readonly { readonly scope: unknown; readonly logRecords: readonly ReadRecord[] }[];
}

function decode(records: readonly Uint8Array[]): ReadLogs {
  const message = Request.decode(encodeLogsRequest(ENVELOPE, records));
  const request = Request.toObject(message, { longs: String }) as { readonly resourceLogs: readonly ReadLogs[] };
  return request.resourceLogs[0] as ReadLogs;
}

function decodeRecords(...records: readonly Uint8Array[]): readonly ReadRecord[] {
  return decode(records).scopeLogs[0]?.logRecords ?? [];
}

function decodeRecord(record: EncodableLogRecord): ReadRecord {
  return decodeRecords(encode(record))[0] as ReadRecord;
}

describe('encodeLogsRequest', () => {
  it('joins records that were encoded alone into one request that protobuf reads back', () => {
    const logs = decode([encode(RECORD), encode({ ...RECORD, eventName: 'second' })]);
    expect(logs.resource.attributes[0]).toEqual({ key: 'service.name', value: { stringValue: 'support-bot' } });
    expect(logs.scopeLogs[0]?.scope).toEqual({ name: 'scope', version: '1' });
    const [first, second] = logs.scopeLogs[0]?.logRecords as [ReadRecord, ReadRecord];
    expect(second.eventName).toBe('second');
    expect(first).toMatchObject({
      timeUnixNano: '1790000000123456789',
      observedTimeUnixNano: '1790000000123456790',
      severityNumber: 17,
      severityText: 'ERROR',
      eventName: 'bot.step.completed',
      body: { stringValue: '{"input":"Zoë 🌞"}' },
      flags: 1,
    });
    expect(Buffer.from(first.traceId).toString('hex')).toBe(RECORD.traceId);
    expect(Buffer.from(first.spanId).toString('hex')).toBe(RECORD.spanId);
    expect(first.attributes).toEqual([
      { key: 'bot.id', value: { stringValue: '42' } },
      { key: 'http.response.status_code', value: { intValue: '404' } },
    ]);
  });
});

describe('encodeLogRecordFields', () => {
  it('makes bytes that any record can carry', () => {
    const { severityNumber, severityText, eventName, ...rest } = RECORD;
    const shape = { severityNumber, severityText, eventName, attributes: { keys: [], values: [] } } as LogRecordFields;
    const common = { attributes: { keys: ['bot.name'], values: ['Support'] } };
    const record = decodeRecord({ ...rest, encodedFields: [shape, common].map(encodeLogRecordFields) });
    expect(record).toMatchObject({ severityNumber: 17, severityText: 'ERROR', eventName: 'bot.step.completed' });
    expect(record.attributes.map((attribute) => attribute.key)).toEqual([
      'bot.name',
      'bot.id',
      'http.response.status_code',
    ]);
  });
});

describe('encodeLogRecord', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 60 }));
  const { value } = fc.letrec<{ value: AttributeValue }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      text,
      fc.boolean(),
      fc.double(),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.maxSafeInteger(),
      fc.uint8Array(),
      fc.constant(null),
      fc.array(tie('value')),
      fc.dictionary(text, tie('value')),
    ),
  }));

  it('writes any text and any value so that protobuf reads back the same', () => {
    fc.assert(
      fc.property(text, value, text, value, (eventName, body, key, attribute) => {
        const record = { ...RECORD, eventName, body, attributes: { keys: [key], values: [attribute] } };
        const read = decodeRecord(record);
        expect(read.eventName ?? '').toBe(eventName);
        if (body !== null) expect(fromAnyValue(read.body)).toEqual(toExpected(body));
        expect(read.attributes[0]?.key ?? '').toBe(key);
        expect(fromAnyValue(read.attributes[0]?.value)).toEqual(toExpected(attribute));
      }),
      { numRuns: 300 },
    );
  });

  it.each([0, 100, 127, 128, 16_000, 16_383, 16_384, 70_000, 3_000_000])('frames a body of %i bytes', (size) => {
    const records = [encode({ ...RECORD, body: 'x'.repeat(size) }), encode(RECORD)];
    const [first, second] = decodeRecords(...records);
    expect(first?.body?.stringValue).toHaveLength(size);
    expect(second?.body?.stringValue).toBe(RECORD.body);
  });

  it('joins the pieces of a body', () => {
    const bodyParts = ['{"a":"', 'ä'.repeat(100), '","b":"', 'x'.repeat(100), '🌞', '"}'];
    expect(decodeRecord({ ...RECORD, body: null, bodyParts }).body?.stringValue).toBe(bodyParts.join(''));
  });

  it('replaces a lone surrogate, which UTF-8 cannot hold', () => {
    expect(decodeRecord({ ...RECORD, body: 'a\ud800b' }).body?.stringValue).toBe('a\ufffdb');
  });
});

describe('splitLogRecords', () => {
  it('finds the records of joined bytes again, whatever their size', () => {
    const records = [0, 127, 20_000, 1].map((size) => encode({ ...RECORD, body: 'x'.repeat(size) }));
    expect(splitLogRecords(Buffer.concat(records)).map((r) => Buffer.from(r))).toEqual(
      records.map((r) => Buffer.from(r)),
    );
  });
});

describe('varintSize', () => {
  it.each([0, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152, 268_435_455, 268_435_456])(
    'equals the bytes that %i takes',
    (number) => {
      const buffer = new EncodeBuffer();
      buffer.varint(number);
      expect(varintSize(number)).toBe(buffer.position);
    },
  );
});

function fromAnyValue(value: ReadValue | undefined): unknown {
  if (value === undefined) return null;
  if (value.arrayValue) return (value.arrayValue.values ?? []).map(fromAnyValue);
  if (value.kvlistValue) {
    return new Map((value.kvlistValue.values ?? []).map((m) => [m.key ?? '', fromAnyValue(m.value)]));
  }
  if (value.bytesValue) return `bytes:${Buffer.from(value.bytesValue).toString('hex')}`;
  return value.stringValue ?? value.intValue ?? value.boolValue ?? value.doubleValue ?? null;
}

function toExpected(value: AttributeValue): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : value;
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Uint8Array) return `bytes:${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return value.map(toExpected);
  return new Map(Object.entries(value).map(([key, member]) => [key, toExpected(member)]));
}
