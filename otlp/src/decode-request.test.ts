import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { decodeLogsRequest, decodeTracesRequest } from './decode-request.ts';
import { encodeLogsJson } from './encode-logs-json.ts';
import { encodeTracesJson } from './encode-traces-json.ts';
import type { LogsRequest } from './log-record.ts';
import { OtlpDecodeError } from './otlp-decode-error.ts';
import { LogsRequestMessage, TracesRequestMessage } from './test-otlp-schema.ts';
import { logsRequests, tracesRequests } from './test-requests.ts';

const PROTOBUF = 'application/x-protobuf';
const JSON_TYPE = 'application/json';
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** JSON of a request → its protobuf bytes, by protobufjs' own encoder. */
function toProtobuf(type: typeof LogsRequestMessage, json: string): Uint8Array {
  return type.encode(type.fromObject(withByteIds(JSON.parse(json)))).finish();
}

/** OTLP/JSON writes ids in hex where protobufjs expects bytes, and non-finite doubles as text. */
function withByteIds(node: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(node as Record<string, unknown>).map(([name, child]) => {
      if (/^(traceId|spanId|parentSpanId)$/.test(name)) return [name, Buffer.from(child as string, 'hex')];
      if (name === 'doubleValue') return [name, Number(child)];
      if (Array.isArray(child)) return [name, child.map(withByteIds)];
      return [name, typeof child === 'object' && child !== null ? withByteIds(child) : child];
    }),
  );
}

const SAMPLE = bytesOf(
  encodeLogsJson({
    resourceLogs: [
      {
        resource: { attributes: { 'service.name': 'bot' }, droppedAttributesCount: 0 },
        schemaUrl: '',
        scopeLogs: [
          {
            scope: { name: 's', version: '1', attributes: {}, droppedAttributesCount: 0 },
            schemaUrl: '',
            logRecords: [
              {
                timestampUnixNano: 1_790_000_000_123_456_789n,
                observedTimestampUnixNano: 0n,
                severityNumber: 9,
                severityText: 'INFO',
                body: 'hello Zoë 🌞',
                attributes: { a: 1n, b: [true, { c: 2.5 }], d: new Uint8Array([1, 2]) },
                droppedAttributesCount: 0,
                flags: 1,
                traceId: '0af7651916cd43dd8448eb211c80319c',
                spanId: 'b7ad6b7169203331',
                eventName: 'e',
              },
            ],
          },
        ],
      },
    ],
  }),
);
const SAMPLE_PROTOBUF = toProtobuf(LogsRequestMessage, new TextDecoder().decode(SAMPLE));

function outcome(decode: () => unknown): 'decoded' | 'refused' {
  try {
    decode();
    return 'decoded';
  } catch (error) {
    if (!(error instanceof OtlpDecodeError)) throw error;
    return 'refused';
  }
}

describe('decodeLogsRequest', () => {
  it('reads from JSON exactly what was encoded', () => {
    fc.assert(
      fc.property(logsRequests, (request) => {
        expect(decodeLogsRequest(bytesOf(encodeLogsJson(request)), JSON_TYPE)).toEqual(request);
      }),
    );
  });

  it('reads the same request from protobuf and from JSON', () => {
    fc.assert(
      fc.property(logsRequests, (request) => {
        const bytes = toProtobuf(LogsRequestMessage, encodeLogsJson(request));
        expect(decodeLogsRequest(bytes, PROTOBUF)).toEqual(request);
      }),
    );
  });

  it('decodes or refuses every truncation, as protobufjs does', () => {
    fc.assert(
      fc.property(logsRequests, (request) => {
        const bytes = toProtobuf(LogsRequestMessage, encodeLogsJson(request));
        for (let length = 0; length < bytes.length; length += 1) expectSameVerdict(bytes.subarray(0, length));
      }),
      { numRuns: 30 },
    );
  });

  it('decodes or refuses every changed byte, as protobufjs does', () => {
    fc.assert(
      fc.property(fc.nat({ max: SAMPLE_PROTOBUF.length - 1 }), fc.nat({ max: 255 }), (index, byte) => {
        const bytes = Uint8Array.from(SAMPLE_PROTOBUF);
        bytes[index] = byte;
        expectSameVerdict(bytes);
      }),
      { numRuns: 3000 },
    );
  });

  it('decodes or refuses any bytes, as protobufjs does', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), expectSameVerdict), { numRuns: 3000 });
  });

  it('decodes or refuses every truncation of JSON', () => {
    for (let length = 0; length < SAMPLE.length; length += 1) {
      expect(outcome(() => decodeLogsRequest(SAMPLE.subarray(0, length), JSON_TYPE))).toBe('refused');
    }
  });

  function expectSameVerdict(bytes: Uint8Array): void {
    let theirs: 'decoded' | 'refused' = 'decoded';
    try {
      LogsRequestMessage.decode(bytes);
    } catch {
      theirs = 'refused';
    }
    expect(outcome(() => decodeLogsRequest(bytes, PROTOBUF))).toBe(theirs);
  }

  it('says at which byte and record protobuf breaks off', () => {
    expect(() => decodeLogsRequest(SAMPLE_PROTOBUF.subarray(0, -1), PROTOBUF)).toThrow(
      /^the logs request is not valid protobuf: .+ \(byte \d+, resourceLogs\[0\]\.scopeLogs\[0\]\.logRecords\[0\]\)$/,
    );
  });

  it.each([
    ['{"resourceLogs":7}', 'resourceLogs: expected a list, got 7'],
    ['[]', 'the body: expected an object, got a list'],
    [
      '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{},{"timeUnixNano":"soon"}]}]}]}',
      'resourceLogs[0].scopeLogs[0].logRecords[1].timeUnixNano: expected a whole number as text or number, got "soon"',
    ],
    [
      '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"attributes":[{"key":"a","value":{"intValue":"9223372036854775808"}}]}]}]}]}',
      'logRecords[0].attributes[0].value.intValue: 9223372036854775808 is outside 64 bits',
    ],
    [
      '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"traceId":"xyz"}]}]}]}',
      'traceId: expected hex digits, got "xyz"',
    ],
    ['{"resourceLogs":[{"resource":{"attributes":[{"key":1}]}}]}', 'resource.attributes[0].key: expected text, got 1'],
  ])('names the field of %s', (json, message) => {
    expect(() => decodeLogsRequest(bytesOf(json), JSON_TYPE)).toThrow(message);
  });

  it('reads integers beyond 2^53 that JSON has as numbers', () => {
    const attributes = [
      '{"key":"i","value":{"intValue":-9223372036854775808}}',
      '{"key":"d","value":{"doubleValue":12345678901234567890}}',
      '{"key":"e","value":{"doubleValue":1234567890123456789e-18}}',
      '{"key":"f","value":{"doubleValue":0.1234567890123456789}}',
      '{"key":"s","value":{"stringValue":"\\"1234567890123456789"}}',
    ];
    const json = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":1790000000123456789,"attributes":[${attributes.join(',')}]}]}]}]}`;
    expect(firstRecord(decodeLogsRequest(bytesOf(json), JSON_TYPE))).toMatchObject({
      timestampUnixNano: 1790000000123456789n,
      attributes: {
        i: -9223372036854775808n,
        d: Number('12345678901234567890'),
        e: Number('1.234567890123456789'),
        f: Number('0.1234567890123456789'),
        s: '"1234567890123456789',
      },
    });
  });

  it('ignores unknown fields', () => {
    const json = '{"resourceLogs":[{"colour":1,"scopeLogs":[{"logRecords":[{"severityNumber":9,"x":{}}]}]}],"y":[]}';
    expect(firstRecord(decodeLogsRequest(bytesOf(json), JSON_TYPE)).severityNumber).toBe(9);
  });

  it('takes ids of a wrong size, or of zeros, as absent', () => {
    const json =
      '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"traceId":"00000000000000000000000000000000","spanId":"ab"}]}]}]}';
    expect(firstRecord(decodeLogsRequest(bytesOf(json), JSON_TYPE))).toMatchObject({ traceId: '', spanId: '' });
    expect(firstRecord(decodeLogsRequest(toProtobuf(LogsRequestMessage, json), PROTOBUF))).toMatchObject({
      traceId: '',
      spanId: '',
    });
  });

  it('keeps a map of attributes apart from objects: __proto__ is a name', () => {
    const json =
      '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"attributes":[{"key":"__proto__","value":{"stringValue":"x"}}]}]}]}]}';
    const { attributes } = firstRecord(decodeLogsRequest(bytesOf(json), JSON_TYPE));
    expect(Object.entries(attributes)).toEqual([['__proto__', 'x']]);
  });

  it('refuses text that is not UTF-8 in both encodings', () => {
    const record = Uint8Array.from([0x1a, 2, 0xc3, 0x28]);
    const bytes = [10, 8, 18, 6, 18, record.length, ...record];
    expect(() => decodeLogsRequest(Uint8Array.from(bytes), PROTOBUF)).toThrow(OtlpDecodeError);
    expect(() => decodeLogsRequest(Uint8Array.from([0x22, 0xc3, 0x28, 0x22]), JSON_TYPE)).toThrow('it is not UTF-8');
  });

  it('keeps a replacement character that was really sent', () => {
    const json = '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"severityText":"\ufffd"}]}]}]}';
    const bytes = toProtobuf(LogsRequestMessage, json);
    expect(firstRecord(decodeLogsRequest(bytes, PROTOBUF)).severityText).toBe('\ufffd');
  });

  it.each([
    [48, 'decoded'],
    [49, 'refused'],
    [200, 'refused'],
  ] as const)('has values in %i nested lists %s in both encodings', (levels, verdict) => {
    const nested = `${'{"arrayValue":{"values":['.repeat(levels)}{}${']}}'.repeat(levels)}`;
    const json = bytesOf(`{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":${nested}}]}]}]}`);
    expect(outcome(() => decodeLogsRequest(json, JSON_TYPE))).toBe(verdict);
    expect(outcome(() => decodeLogsRequest(nestInProtobuf(levels), PROTOBUF))).toBe(verdict);
    expectSameVerdict(nestInProtobuf(levels));
  });

  function nestInProtobuf(levels: number): Uint8Array {
    const message = (field: number, content: Uint8Array) =>
      protobuf.Writer.create()
        .uint32((field << 3) | 2)
        .bytes(content)
        .finish();
    let value: Uint8Array = new Uint8Array();
    for (let level = 0; level < levels; level += 1) value = message(5, message(1, value));
    return message(1, message(2, message(2, message(5, value))));
  }

  it('refuses JSON that nests a hundred thousand levels', () => {
    expect(() => decodeLogsRequest(bytesOf('['.repeat(100_000)), JSON_TYPE)).toThrow('it is nested too deeply');
  });

  it.each([
    ['maxRecords', '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{}]}]}]}', 'more than 2 records and groups'],
    ['maxAttributes', '{"resourceLogs":[{"resource":{"attributes":[{},{},{}]}}]}', 'more than 2 attributes'],
    [
      'maxValues',
      '{"resourceLogs":[{"resource":{"attributes":[{"value":{}},{"value":{}},{"value":{}}]}}]}',
      'more than 2 values',
    ],
  ])('refuses a request over %s', (limit, json, message) => {
    const limits = { maxRecords: 9, maxAttributes: 9, maxValues: 9, [limit]: 2 };
    for (const [bytes, type] of [
      [bytesOf(json), JSON_TYPE],
      [toProtobuf(LogsRequestMessage, json), PROTOBUF],
    ] as const) {
      const error = catchError(() => decodeLogsRequest(bytes, type, limits));
      expect(error).toMatchObject({ reason: 'too-large', message: expect.stringContaining(message) as string });
    }
  });

  function catchError(run: () => unknown): unknown {
    try {
      run();
    } catch (error) {
      return error;
    }
    throw new Error('nothing was thrown');
  }
});

describe('decodeTracesRequest', () => {
  it('reads from JSON exactly what was encoded', () => {
    fc.assert(
      fc.property(tracesRequests, (request) => {
        expect(decodeTracesRequest(bytesOf(encodeTracesJson(request)), JSON_TYPE)).toEqual(request);
      }),
    );
  });

  it('reads the same request from protobuf and from JSON', () => {
    fc.assert(
      fc.property(tracesRequests, (request) => {
        const bytes = toProtobuf(TracesRequestMessage, encodeTracesJson(request));
        expect(decodeTracesRequest(bytes, PROTOBUF)).toEqual(request);
      }),
    );
  });

  it('decodes or refuses every truncation, as protobufjs does', () => {
    fc.assert(
      fc.property(tracesRequests, (request) => {
        const whole = toProtobuf(TracesRequestMessage, encodeTracesJson(request));
        for (let length = 0; length < whole.length; length += 1) {
          const bytes = whole.subarray(0, length);
          expect(outcome(() => decodeTracesRequest(bytes, PROTOBUF))).toBe(
            outcome(() => {
              try {
                TracesRequestMessage.decode(bytes);
              } catch (error) {
                throw new OtlpDecodeError(String(error));
              }
            }),
          );
        }
      }),
      { numRuns: 20 },
    );
  });
});

function firstRecord(request: LogsRequest) {
  const record = request.resourceLogs[0]?.scopeLogs[0]?.logRecords[0];
  if (record === undefined) throw new Error('no record');
  return record;
}
