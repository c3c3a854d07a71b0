import fc from 'fast-check';
import type { AttributeMap, AttributeValue } from './attribute-value.ts';
import type { LogsRequest, OtlpLogRecord } from './log-record.ts';
import type { OtlpResource, OtlpScope } from './resource.ts';
import type { OtlpSpan, TracesRequest } from './span.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const key = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', 'bot.id', 'service.name', 'toString'));
const hex = (digits: number) =>
  fc
    .oneof(
      fc.constant(''),
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: digits, maxLength: digits }),
    )
    .map((id) => (/[1-9a-f]/.test(id) ? id : ''));
const nano = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const count = fc.nat({ max: 2 ** 31 - 1 });

const { value } = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text,
    fc.boolean(),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.double(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 8 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: false }).map(withoutPrototype),
  ),
}));
const attributes: fc.Arbitrary<AttributeMap> = fc.dictionary(key, value, { maxKeys: 4 }).map(withoutPrototype);

function withoutPrototype(map: Record<string, AttributeValue>): AttributeMap {
  return Object.assign(Object.create(null) as Record<string, AttributeValue>, map);
}

const resource: fc.Arbitrary<OtlpResource> = fc.record({ attributes, droppedAttributesCount: count });
const scope: fc.Arbitrary<OtlpScope> = fc.record({
  name: text,
  version: text,
  attributes,
  droppedAttributesCount: count,
});

const logRecord: fc.Arbitrary<OtlpLogRecord> = fc.record({
  timestampUnixNano: nano,
  observedTimestampUnixNano: nano,
  severityNumber: fc.nat({ max: 24 }),
  severityText: text,
  body: value,
  attributes,
  droppedAttributesCount: count,
  flags: count,
  traceId: hex(32),
  spanId: hex(16),
  eventName: text,
});

const span: fc.Arbitrary<OtlpSpan> = fc.record({
  traceId: hex(32),
  spanId: hex(16),
  parentSpanId: hex(16),
  traceState: text,
  flags: count,
  name: text,
  kind: fc.nat({ max: 5 }),
  startTimeUnixNano: nano,
  endTimeUnixNano: nano,
  attributes,
  droppedAttributesCount: count,
  events: fc.array(fc.record({ timeUnixNano: nano, name: text, attributes, droppedAttributesCount: count }), {
    maxLength: 2,
  }),
  droppedEventsCount: count,
  links: fc.array(
    fc.record({
      traceId: hex(32),
      spanId: hex(16),
      traceState: text,
      attributes,
      droppedAttributesCount: count,
      flags: count,
    }),
    { maxLength: 2 },
  ),
  droppedLinksCount: count,
  status: fc.record({ code: fc.nat({ max: 2 }), message: text }),
});

/** Any logs request. */
export const logsRequests: fc.Arbitrary<LogsRequest> = fc.record({
  resourceLogs: fc.array(
    fc.record({
      resource,
      schemaUrl: text,
      scopeLogs: fc.array(fc.record({ scope, schemaUrl: text, logRecords: fc.array(logRecord, { maxLength: 3 }) }), {
        maxLength: 2,
      }),
    }),
    { maxLength: 2 },
  ),
});

/** Any traces request. */
export const tracesRequests: fc.Arbitrary<TracesRequest> = fc.record({
  resourceSpans: fc.array(
    fc.record({
      resource,
      schemaUrl: text,
      scopeSpans: fc.array(fc.record({ scope, schemaUrl: text, spans: fc.array(span, { maxLength: 3 }) }), {
        maxLength: 2,
      }),
    }),
    { maxLength: 2 },
  ),
});
