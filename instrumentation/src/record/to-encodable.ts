import { isSpanContextValid } from '@opentelemetry/api';
import type { EncodableLogRecord } from '@botscope/otlp';
import type { BotRecord } from './bot-record.ts';

/** A record as the OTLP encoder takes it. */
export function toEncodable(record: BotRecord): EncodableLogRecord {
  const { timestampUnixNano, body, attributes, span } = record;
  const encoded = {
    timestampUnixNano,
    observedTimestampUnixNano: timestampUnixNano,
    encodedFields: [record.shape.encoded, record.common.encoded],
    attributes,
    body: null,
    bodyParts: body,
  };
  if (span === undefined || !isSpanContextValid(span)) return encoded;
  return { ...encoded, traceId: span.traceId, spanId: span.spanId, flags: span.traceFlags };
}
