import { isSpanContextValid } from '@opentelemetry/api';
import type { EncodableLogRecord } from '@botscope/otlp';
import type { BotRecord } from './bot-record.ts';
import type { SecretScanner } from '../redaction/secret-scanner.ts';
import type { ScanText } from './scan-value.ts';

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
    bodyParts: scanParts(record.body, scanJson),
    traceId: isTraced ? span.traceId : undefined,
    spanId: isTraced ? span.spanId : undefined,
    flags: isTraced ? span.traceFlags : undefined,
  };
}

const COLON = 0x3a;

/** The same list where nothing is replaced. What ends with a colon is no value but a member's name, given by us. */
function scanParts(parts: readonly string[], scanJson: ScanText): readonly string[] {
  let copy: string[] | undefined;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as string;
    if (part.charCodeAt(part.length - 1) === COLON) continue;
    const scanned = scanJson(part);
    if (scanned !== part) (copy ??= [...parts])[i] = scanned;
  }
  return copy ?? parts;
}
