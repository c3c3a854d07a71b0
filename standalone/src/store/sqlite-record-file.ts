import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { toLazyRecord } from './lazy-record.ts';
import { cellsOf } from './count-cells.ts';
import type { CountReceiver, FileScan, FoundRecord, RecordFile, TimeBounds } from './record-file.ts';
import { HOUR_NANO } from './record-layout.ts';
import type { ScanNeeds, StreamVolume } from './record-reader.ts';
import { openRowKeys, RECORD_COLUMNS, toStoredRow, type RecordRow, type RowKeys } from './record-row.ts';
import { buildRowTest, type RowTest } from './row-test.ts';
import { buildScanCondition, type FileKeys, type ScanCondition } from './scan-condition.ts';
import type { StoredRow } from './stored-row.ts';
import type { Stream } from './stream.ts';

/** Rows are read in growing pieces: a scan that stops early has read little, and no transaction is open meanwhile. */
const MIN_CHUNK_ROWS = 100;
const MAX_CHUNK_ROWS = 800;

const EVERYTHING: ScanNeeds = { line: true, metadata: true };

/** What a scan reads; without line and metadata the index of time has it all. */
function toColumns(needs: ScanNeeds): string {
  const columns = needs.metadata ? RECORD_COLUMNS : 'id, ts, stream, body';
  return needs.line ? columns : columns.replace(/body$/, "''");
}

/** Metadata with the name of an index label decides filters on labels, so it is read where there may be some. */
function widenNeeds(needs: ScanNeeds, streams: FileKeys['streams']): ScanNeeds {
  return streams.some(([, stream]) => stream.isShadowed) ? { ...needs, metadata: true } : needs;
}

/** Metadata that was not asked for. */
const NO_METADATA = Object.freeze(Object.create(null) as Record<string, string>);

type BareRow = [id: bigint, ts: bigint, stream: bigint, body: string];
type ScannedRow = RecordRow | BareRow;

interface Piece {
  readonly rows: readonly ScannedRow[];
  readonly isLast: boolean;
}

function readPiece(statement: StatementSync, values: readonly SQLInputValue[], limit: number): Piece {
  const rows = statement.all(...values) as unknown as ScannedRow[];
  return { rows, isLast: rows.length < limit };
}

/** A file in the layout in which it was written, live or closed. */
export class SqliteRecordFile implements RecordFile {
  readonly #database: DatabaseSync;
  readonly #keys: RowKeys;
  /** What SQL asks of rows before it reads their lines, and how many more it may refuse. */
  #rowTest: RowTest = () => true;
  #testsLeft = 0;

  constructor(path: string) {
    this.#database = new DatabaseSync(path, { readOnly: true, readBigInts: true, returnArrays: true, timeout: 5_000 });
    this.#database.enableDefensive(true);
    this.#keys = openRowKeys(this.#database);
    this.#database.function('meets', { directOnly: true }, (origin, attributesJson) =>
      this.#meets(Number(origin), String(attributesJson)) ? 1 : 0,
    );
  }

  bounds(): TimeBounds | undefined {
    const [minUnixNano, maxUnixNano] = this.#getRow<[bigint | null, bigint | null]>(
      'SELECT (SELECT min(ts) FROM records), (SELECT max(ts) FROM records)',
    );
    return minUnixNano === null || maxUnixNano === null ? undefined : { minUnixNano, maxUnixNano };
  }

  lastId(): bigint {
    return this.#getRow<[bigint | null]>('SELECT max(id) FROM records')[0] ?? 0n;
  }

  *scan(scan: FileScan): Generator<FoundRecord, void> {
    const keys = { streams: this.#keys.streams.entries(), origins: this.#keys.origins.entries() };
    const condition = buildScanCondition(scan, keys);
    if (condition === undefined) return;
    const needs = widenNeeds(scan.needs ?? EVERYTHING, keys.streams);
    const isBackward = scan.direction === 'backward';
    const rowTest = condition.isIndexed ? undefined : buildRowTest(scan);
    const statement = this.#prepareScan(toColumns(needs), isBackward, condition, rowTest !== undefined);
    const farEnd = isBackward ? scan.startUnixNano : scan.endUnixNano;
    let ts = isBackward ? scan.endUnixNano : scan.startUnixNano;
    let id = 0n;
    let limit = MIN_CHUNK_ROWS;
    for (;;) {
      const values = [farEnd, ts, ts, id, ...condition.values, limit];
      const { rows, isLast } =
        rowTest === undefined
          ? readPiece(statement, values, limit)
          : this.#readTested(statement, values, limit, rowTest);
      for (const row of rows)
        yield needs.metadata ? this.#toFound(row as RecordRow) : this.#toBareFound(row as BareRow);
      const last = rows.at(-1);
      if (last === undefined || isLast) return;
      [id, ts] = last;
      limit = Math.min(2 * limit, MAX_CHUNK_ROWS);
    }
  }

  streams(startUnixNano: bigint, endUnixNano: bigint): readonly Stream[] {
    const firstFull = (startUnixNano + HOUR_NANO - 1n) / HOUR_NANO;
    const lastFull = endUnixNano / HOUR_NANO;
    if (firstFull >= lastFull) return this.#streamsOfRows(startUnixNano, endUnixNano);
    const full = this.#all<[bigint]>(
      'SELECT DISTINCT stream FROM volume WHERE hour >= ? AND hour < ? AND records > 0',
      firstFull,
      lastFull,
    ).map(([stream]) => this.#keys.streams.get(Number(stream)));
    const atTheEdges = [
      ...this.#streamsOfRows(startUnixNano, firstFull * HOUR_NANO),
      ...this.#streamsOfRows(lastFull * HOUR_NANO, endUnixNano),
    ];
    return [...new Set([...full, ...atTheEdges])];
  }

  volume(startUnixNano: bigint, endUnixNano: bigint): readonly StreamVolume[] {
    return this.#all<[bigint, bigint, bigint, bigint]>(
      'SELECT hour, stream, records, bytes FROM volume WHERE hour >= ? AND hour * ? < ? AND records > 0',
      startUnixNano / HOUR_NANO,
      HOUR_NANO,
      endUnixNano,
    ).map(([hour, stream, records, bytes]) => ({
      hourUnixNano: hour * HOUR_NANO,
      labels: this.#keys.streams.get(Number(stream)).labels,
      records: Number(records),
      sizeBytes: Number(bytes),
    }));
  }

  count(edgesUnixNano: BigInt64Array, add: CountReceiver): void {
    const bounds = this.bounds();
    if (bounds === undefined) return;
    const statement = this.#database.prepare(
      'SELECT stream, count(*) FROM records WHERE ts > ? AND ts <= ? GROUP BY stream',
    );
    for (const { cell, afterUnixNano, upToUnixNano } of cellsOf(edgesUnixNano, bounds)) {
      const counts = statement.all(afterUnixNano, upToUnixNano) as unknown as [stream: bigint, records: bigint][];
      for (const [stream, records] of counts) add(this.#keys.streams.get(Number(stream)), cell, Number(records));
    }
  }

  arrivals(afterId: bigint, lastId: bigint, limit: number, accepts: (stream: Stream) => boolean): readonly StoredRow[] {
    const ids = this.#keys.streams.entries().filter(([, stream]) => accepts(stream));
    if (ids.length === 0) return [];
    const rows = this.#all<RecordRow>(
      `SELECT ${RECORD_COLUMNS} FROM records WHERE id > ? AND id <= ? AND stream IN (${ids.map(([id]) => id).join(',')})
       ORDER BY id LIMIT ?`,
      afterId,
      lastId,
      limit,
    );
    return rows.map((row) => toStoredRow(row, this.#keys));
  }

  close(): void {
    this.#database.close();
  }

  #streamsOfRows(startUnixNano: bigint, endUnixNano: bigint): readonly Stream[] {
    return this.#all<[bigint]>(
      'SELECT DISTINCT stream FROM records WHERE ts >= ? AND ts < ?',
      startUnixNano,
      endUnixNano,
    ).map(([stream]) => this.#keys.streams.get(Number(stream)));
  }

  #prepareScan(
    columns: string,
    isBackward: boolean,
    { sql, isIndexed }: ScanCondition,
    isTested: boolean,
  ): StatementSync {
    // The plus sign keeps SQLite from walking the index of time when another one finds the rows.
    const ts = isIndexed ? '+ts' : 'ts';
    // The first bound is the far end; the near end is where the piece before stopped, and SQLite begins there.
    const range = isBackward
      ? `${ts} >= ? AND ${ts} <= ? AND (ts < ? OR id < ?)`
      : `${ts} < ? AND ${ts} >= ? AND (ts > ? OR id > ?)`;
    const test = isTested ? ' AND meets(origin, attrs)' : '';
    const order = isBackward ? 'ts DESC, id DESC' : 'ts, id';
    return this.#database.prepare(
      `SELECT ${columns} FROM records WHERE ${range} AND ${sql}${test} ORDER BY ${order} LIMIT ?`,
    );
  }

  /**
   * After as many tests as the piece may have rows every row passes, and the piece ends with the time of the first:
   * meanwhile the caller may have found all it wants in other files.
   */
  #readTested(statement: StatementSync, values: readonly SQLInputValue[], limit: number, rowTest: RowTest): Piece {
    this.#rowTest = rowTest;
    this.#testsLeft = limit;
    const rows: ScannedRow[] = [];
    for (const row of statement.iterate(...values) as unknown as Iterable<ScannedRow>) {
      const last = rows.at(-1);
      // Rows of one time are sorted by themselves, so reading on from among them would begin with all of them again.
      if (this.#testsLeft < 0 && last !== undefined && last[1] !== row[1]) return { rows, isLast: false };
      rows.push(row);
    }
    return { rows, isLast: rows.length < limit };
  }

  #meets(origin: number, attributesJson: string): boolean {
    this.#testsLeft -= 1;
    return this.#testsLeft < 0 || this.#rowTest(this.#keys.origins.get(origin), attributesJson);
  }

  #toFound(row: RecordRow): FoundRecord {
    const stored = toStoredRow(row, this.#keys);
    return { id: stored.id, timestampUnixNano: stored.timestampUnixNano, record: toLazyRecord(stored) };
  }

  #toBareFound([id, timestampUnixNano, stream, line]: BareRow): FoundRecord {
    const { labels } = this.#keys.streams.get(Number(stream));
    return { id, timestampUnixNano, record: { timestampUnixNano, labels, metadata: NO_METADATA, line } };
  }

  #getRow<T>(sql: string): T {
    return this.#database.prepare(sql).get() as unknown as T;
  }

  #all<T>(sql: string, ...values: (bigint | number)[]): T[] {
    return this.#database.prepare(sql).all(...values) as unknown as T[];
  }
}
