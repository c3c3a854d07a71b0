import { crc32 } from 'node:zlib';
import type { NewRecord } from './new-record.ts';

/**
 * A checksum over most of what makes two records of one time and stream the same entry for Loki. Equal checksums do
 * not prove equality; the writer compares the rows.
 */
export function toRecordDigest(record: NewRecord): number {
  const seed = Number(BigInt.asUintN(32, record.observedTimestampUnixNano));
  return crc32(record.line, crc32(record.attributesJson, seed));
}
