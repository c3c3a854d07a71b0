import { isSpanContextValid, type Context } from '@opentelemetry/api';
import type { LogRecordProcessor, ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { encodeLogsEnvelope, type AttributeValue, type EncodableLogRecord, type LogsEnvelope } from '@botscope/otlp';
import { findAudit } from '../record/audit-handover.ts';
import { markDurable } from '../record/durability-mark.ts';
import type { BotRecordPipeline } from './spool-sink.ts';

type Resource = ReadWriteLogRecord['resource'];
type Scope = ReadWriteLogRecord['instrumentationScope'];

const NANOS = 1_000_000_000n;
const SHUTDOWN_MILLIS = 5_000;
/** As long as OpenTelemetry's own processors wait; a logger provider does not hand its caller's limit on. */
const FLUSH_MILLIS = 30_000;

/** Puts the records of an OpenTelemetry logger provider into the durable pipeline, audit records acknowledged. */
export class RecordProcessor implements LogRecordProcessor {
  private readonly pipeline: BotRecordPipeline;
  private readonly envelopes = new WeakMap<Resource, WeakMap<Scope, LogsEnvelope>>();

  constructor(pipeline: BotRecordPipeline) {
    this.pipeline = pipeline;
  }

  onEmit(record: ReadWriteLogRecord, context?: Context): void {
    const envelope = this.envelopeOf(record);
    markDurable(context);
    const handover = findAudit(context);
    if (handover !== undefined) handover.receipt = this.pipeline.append(envelope, handover.record);
    else this.pipeline.emit(envelope, toEncodable(record));
  }

  async forceFlush(options?: { timeoutMillis?: number }): Promise<void> {
    await this.pipeline.flush(options?.timeoutMillis ?? FLUSH_MILLIS);
  }

  async shutdown(): Promise<void> {
    await this.pipeline.shutdown(SHUTDOWN_MILLIS);
  }

  /** Resource and scope keep their identity for as long as they mean the same. */
  private envelopeOf({ resource, instrumentationScope: scope }: ReadWriteLogRecord): LogsEnvelope {
    const byScope = this.envelopes.get(resource) ?? new WeakMap<Scope, LogsEnvelope>();
    this.envelopes.set(resource, byScope);
    const envelope = byScope.get(scope) ?? toEnvelope(resource, scope);
    byScope.set(scope, envelope);
    return envelope;
  }
}

function toEnvelope(resource: Resource, scope: Scope): LogsEnvelope {
  const attributes = toColumns(resource.attributes);
  return encodeLogsEnvelope(attributes, { name: scope.name, version: scope.version ?? '' });
}

function toEncodable(record: ReadWriteLogRecord): EncodableLogRecord {
  const { spanContext } = record;
  const isTraced = spanContext !== undefined && isSpanContextValid(spanContext);
  return {
    timestampUnixNano: toUnixNano(record.hrTime),
    observedTimestampUnixNano: toUnixNano(record.hrTimeObserved),
    severityNumber: record.severityNumber ?? 0,
    severityText: record.severityText ?? '',
    eventName: record.eventName ?? '',
    body: toValue(record.body),
    attributes: toColumns(record.attributes),
    ...(isTraced ? { traceId: spanContext.traceId, spanId: spanContext.spanId, flags: spanContext.traceFlags } : {}),
  };
}

function toUnixNano([seconds, nanos]: readonly [number, number]): bigint {
  return BigInt(seconds) * NANOS + BigInt(nanos);
}

function toColumns(attributes: object): { readonly keys: string[]; readonly values: AttributeValue[] } {
  const entries = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return { keys: entries.map(([key]) => key), values: entries.map(([, value]) => toValue(value)) };
}

/** OpenTelemetry's values are the encoder's, but that undefined is possible. */
function toValue(value: unknown): AttributeValue {
  return value === undefined ? null : (value as AttributeValue);
}
