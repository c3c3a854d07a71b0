import { SeverityNumber, SpanKind, TraceFlags } from '@opentelemetry/api';
import {
  JsonLogsSerializer,
  JsonTraceSerializer,
  ProtobufLogsSerializer,
  ProtobufTraceSerializer,
} from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { TracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { describe, expect, it } from 'vitest';
import { decodeLogsRequest, decodeTracesRequest } from './decode-request.ts';
import { encodePartialSuccess } from './encode-response.ts';

const resource = resourceFromAttributes({ 'service.name': 'support-bot', 'deployment.environment.name': 'staging' });
const spanContext = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: TraceFlags.SAMPLED,
};

describe('decodeLogsRequest', () => {
  const exporter = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({ resource, processors: [new SimpleLogRecordProcessor({ exporter })] });
  provider.getLogger('shop', '2.1').emit({
    timestamp: [1_790_000_000, 123_456_789],
    observedTimestamp: [1_790_000_001, 1],
    severityNumber: SeverityNumber.ERROR,
    severityText: 'ERROR',
    eventName: 'bot.step.completed',
    body: '{"input":"Zoë 🌞"}',
    attributes: { 'bot.id': '42', count: 3, share: 3.5, ok: false, list: ['a', 'b'] },
  });
  const records = exporter.getFinishedLogRecords().map((record) => ({
    hrTime: record.hrTime,
    hrTimeObserved: record.hrTimeObserved,
    severityNumber: record.severityNumber,
    severityText: record.severityText,
    eventName: record.eventName,
    body: record.body,
    attributes: record.attributes,
    droppedAttributesCount: record.droppedAttributesCount,
    resource: record.resource,
    instrumentationScope: record.instrumentationScope,
    spanContext,
  }));

  it.each([
    ['application/x-protobuf', ProtobufLogsSerializer],
    ['application/json', JsonLogsSerializer],
  ] as const)('reads what the SDK sends as %s', (contentType, serializer) => {
    const request = decodeLogsRequest(serializer.serializeRequest(records) ?? new Uint8Array(), contentType);
    expect(request.resourceLogs).toMatchObject([
      {
        resource: { attributes: { 'service.name': 'support-bot', 'deployment.environment.name': 'staging' } },
        scopeLogs: [
          {
            scope: { name: 'shop', version: '2.1' },
            logRecords: [
              {
                timestampUnixNano: 1_790_000_000_123_456_789n,
                observedTimestampUnixNano: 1_790_000_001_000_000_001n,
                severityNumber: 17,
                severityText: 'ERROR',
                eventName: 'bot.step.completed',
                body: '{"input":"Zoë 🌞"}',
                attributes: { 'bot.id': '42', count: 3n, share: 3.5, ok: false, list: ['a', 'b'] },
                traceId: spanContext.traceId,
                spanId: spanContext.spanId,
              },
            ],
          },
        ],
      },
    ]);
  });
});

describe('decodeTracesRequest', () => {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const span = provider.getTracer('shop', '2.1').startSpan('turn', {
    kind: SpanKind.SERVER,
    startTime: [1_790_000_000, 1],
    attributes: { 'bot.operation': 'turn', 'bot.duration_ms': 12 },
    links: [{ context: spanContext, attributes: { 'bot.link.type': 'previous_turn' } }],
  });
  span.setStatus({ code: 2, message: 'refused' });
  span.end([1_790_000_000, 9]);

  it.each([
    ['application/x-protobuf', ProtobufTraceSerializer],
    ['application/json', JsonTraceSerializer],
  ] as const)('reads what the SDK sends as %s', (contentType, serializer) => {
    const bytes = serializer.serializeRequest(exporter.getFinishedSpans()) ?? new Uint8Array();
    expect(decodeTracesRequest(bytes, contentType).resourceSpans[0]?.scopeSpans[0]?.spans).toMatchObject([
      {
        traceId: span.spanContext().traceId,
        spanId: span.spanContext().spanId,
        parentSpanId: '',
        name: 'turn',
        kind: 2,
        startTimeUnixNano: 1_790_000_000_000_000_001n,
        endTimeUnixNano: 1_790_000_000_000_000_009n,
        attributes: { 'bot.operation': 'turn', 'bot.duration_ms': 12n },
        links: [{ traceId: spanContext.traceId, attributes: { 'bot.link.type': 'previous_turn' } }],
        status: { code: 2, message: 'refused' },
      },
    ]);
  });
});

describe('encodePartialSuccess', () => {
  it.each([
    ['application/x-protobuf', ProtobufLogsSerializer],
    ['application/json', JsonLogsSerializer],
  ] as const)('tells an SDK how many records were rejected and why (%s)', (contentType, serializer) => {
    const answer = serializer.deserializeResponse(encodePartialSuccess(contentType, 'logs', 3, 'too long'));
    expect(Number(answer.partialSuccess?.rejectedLogRecords)).toBe(3);
    expect(answer.partialSuccess?.errorMessage).toBe('too long');
  });

  it.each([
    ['application/x-protobuf', ProtobufTraceSerializer],
    ['application/json', JsonTraceSerializer],
  ] as const)('says nothing when everything was stored (%s)', (contentType, serializer) => {
    expect(serializer.deserializeResponse(encodePartialSuccess(contentType, 'traces'))).toEqual({});
  });
});
