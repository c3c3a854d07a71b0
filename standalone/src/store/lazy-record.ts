import type { LabelMap, StoredRecord } from './record-reader.ts';
import { toMetadata, type StoredRow } from './stored-row.ts';

/** A row as a query sees it; its metadata are made when somebody asks for them, which a filter of lines may spare. */
export function toLazyRecord(row: StoredRow): StoredRecord {
  let metadata: LabelMap | undefined;
  return {
    timestampUnixNano: row.timestampUnixNano,
    labels: row.stream.labels,
    line: row.line,
    get metadata() {
      return (metadata ??= toMetadata(row));
    },
  };
}
