import { isSpanContextValid } from '@opentelemetry/api';
import type { EncodableLogRecord } from '@botscope/otlp';
import type { BotRecord } from './bot-record.ts';
import { scanValue } from './scan-value.ts';
import type { SecretScanner } from '../redaction/secret-scanner.ts';

/** A record as the OTLP encoder takes it, without what the scanner replaces. The record is not to be used any more. */
export function toEncodable(record: BotRecord, { scan, scanJson }: SecretScanner): EncodableLogRecord {
  const { timestampUnixNano, attributes, span } = record;
  const isTraced = span !== undefined && isSpanContextValid(span);
  attributes.scan(scan);
  return {
    timestampUnixNano,
    observedTimestampUnixNano: timestampUnixNano,
    encodedFields: [record.shape.encoded, record.common.encode(scan)],
    attributes,
    body: null,
    bodyParts: scanValue(record.body, scanJson) as readonly string[],
    traceId: isTraced ? span.traceId : undefined,
    spanId: isTraced ? span.spanId : undefined,
    flags: isTraced ? span.traceFlags : undefined,
  };
}
