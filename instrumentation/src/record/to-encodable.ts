import { isSpanContextValid } from '@opentelemetry/api';
import { LOG_LEVELS, type LogLevel } from '@botscope/conventions';
import type { EncodableLogRecord } from '@botscope/otlp';
import type { BotRecord } from './bot-record.ts';

type Severity = (typeof LOG_LEVELS)[number];
const SEVERITIES = Object.fromEntries(LOG_LEVELS.map((known) => [known.level, known])) as Record<LogLevel, Severity>;

/** Severity number and text of a level. */
export function toSeverity(level: LogLevel): Severity {
  return SEVERITIES[level];
}

/** A record as the OTLP encoder takes it. */
export function toEncodable(record: BotRecord): EncodableLogRecord {
  const { severityNumber, severityText } = toSeverity(record.level);
  const { timestampUnixNano, span } = record;
  const isTraced = span !== undefined && isSpanContextValid(span);
  return {
    timestampUnixNano,
    observedTimestampUnixNano: timestampUnixNano,
    severityNumber,
    severityText,
    eventName: record.event,
    body: record.body,
    encodedAttributes: record.common.encoded,
    attributes: record.attributes,
    ...(isTraced ? { traceId: span.traceId, spanId: span.spanId, flags: span.traceFlags } : {}),
  };
}
