import { crc32 } from 'node:zlib';
import type { NewRecord } from './new-record.ts';

/**
 * A checksum over what makes two records of one time and stream the same entry for Loki: line and metadata. Equal
 * checksums do not prove equality; the writer compares the rows.
 */
export function toRecordDigest(record: NewRecord): number {
  const own = `${record.observedTimestampUnixNano} ${record.severityNumber} ${record.traceId} ${record.spanId} ${record.flags} ${record.severityText}`;
  return crc32(record.line, crc32(record.attributesJson, crc32(own)));
}
