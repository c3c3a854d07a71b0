import { DatabaseSync } from 'node:sqlite';
import { openRowKeys, RECORD_COLUMNS, toStoredRow, type RecordRow } from '../record-row.ts';
import { writeSealedFile, type CopiedTables, type NumberedRow } from './write-sealed-file.ts';

/** Writes what a closed file of records holds into a new file, which is not yet safe on disk. */
export function sealRecordFile(from: string, to: string): void {
  const source = new DatabaseSync(from, { readOnly: true, readBigInts: true, returnArrays: true, timeout: 5_000 });
  try {
    writeSealedFile(to, readRows(source), {
      streams: readTable(source, 'SELECT id, key FROM streams'),
      origins: readTable(source, 'SELECT id, key FROM origins'),
      volume: readTable(source, 'SELECT hour, stream, records, bytes FROM volume WHERE records > 0'),
    });
  } finally {
    source.close();
  }
}

function* readRows(source: DatabaseSync): Generator<NumberedRow, void> {
  const keys = openRowKeys(source);
  const rows = source.prepare(`SELECT ${RECORD_COLUMNS} FROM records ORDER BY ts, id`).iterate();
  for (const row of rows as unknown as Iterable<RecordRow>) {
    yield { row: toStoredRow(row, keys), stream: Number(row[2]), origin: Number(row[3]) };
  }
}

function readTable(source: DatabaseSync, sql: string): CopiedTables['volume'] {
  return source.prepare(sql).all() as unknown as CopiedTables['volume'];
}
