import { encodeLogsEnvelope, EncodeBuffer, encodeLogRecord, type EncodableLogRecord } from '@botscope/otlp';

/** Envelope of test records. */
export const TEST_ENVELOPE = encodeLogsEnvelope(
  { keys: ['service.name'], values: ['test'] },
  { name: 'test', version: '1' },
);

/** A record whose uid is a text, and whose body that text with a semicolon. */
export function toTestRecord(text: string): EncodableLogRecord {
  return {
    timestampUnixNano: 1_790_000_000_000_000_000n,
    observedTimestampUnixNano: 1_790_000_000_000_000_000n,
    severityNumber: 9,
    severityText: 'INFO',
    eventName: 'test',
    body: `${text};`,
    attributes: { keys: ['log.record.uid'], values: [text] },
  };
}

/** Encoded records, joined. */
export function encodeTestRecords(...texts: readonly string[]): Uint8Array {
  const buffer = new EncodeBuffer();
  for (const text of texts) encodeLogRecord(buffer, toTestRecord(text));
  return Uint8Array.from(buffer.view());
}
