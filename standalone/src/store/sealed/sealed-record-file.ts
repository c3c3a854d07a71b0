import { findEdge } from '../count-cells.ts';
import type { CountReceiver, FileScan, FoundRecord, RecordFile, TimeBounds } from '../record-file.ts';
import { HOUR_NANO } from '../record-layout.ts';
import type { LabelMap, StoredRecord, StreamVolume } from '../record-reader.ts';
import { openRowKeys, type RowKeys } from '../record-row.ts';
import { toMetadata, type RowWithoutLine, type StoredRow } from '../stored-row.ts';
import type { Stream } from '../stream.ts';
import { findInBucket, toAttributeKey, toBucket } from './attribute-bucket.ts';
import { countSealed } from './count-sealed.ts';
import { findCandidates, type Candidates } from './find-candidates.ts';
import { unpackBytes } from './packed-bytes.ts';
import { RowCursor } from './row-cursor.ts';
import { findRow } from './row-sets.ts';
import { SealedDatabase } from './sealed-database.ts';
import { SEGMENT_ROWS } from './sealed-layout.ts';
import { findTexts } from './find-texts.ts';
import { toTrigramMatch } from './trigram-match.ts';
import { readValues } from './vocabulary.ts';

const NO_ROWS = new Uint32Array(0);
/** So few rows are looked at sooner than the index of texts is asked. */
const FEW_ROWS = 16;

interface Summary {
  readonly rows: number;
  readonly minUnixNano: bigint;
  readonly maxUnixNano: bigint;
  readonly lastId: bigint;
  readonly bucketBits: number;
}

/** Rows from the first to before the second. */
type RowRange = readonly [from: number, to: number];

/** A file that is never written again: rows are found by the values and the texts that they hold. */
export class SealedRecordFile implements RecordFile {
  readonly #database: SealedDatabase;
  readonly #keys: RowKeys;
  readonly #summary: Summary;

  constructor(path: string) {
    this.#database = new SealedDatabase(path);
    this.#keys = openRowKeys(this.#database.connection);
    this.#summary = readSummary(this.#database);
  }

  bounds(): TimeBounds | undefined {
    const { rows, minUnixNano, maxUnixNano } = this.#summary;
    return rows === 0 ? undefined : { minUnixNano, maxUnixNano };
  }

  lastId(): bigint {
    return this.#summary.lastId;
  }

  *scan(scan: FileScan): Generator<FoundRecord, void> {
    const candidates = findCandidates(scan, {
      streams: this.#keys.streams.entries(),
      rowsWith: (name, value) => this.#rowsWith(name, value),
      valuesOf: (name) => this.#valuesOf(name),
    });
    if (candidates === undefined) return;
    const cursor = this.#createCursor();
    const range = this.#toRowRange(cursor, scan.startUnixNano, scan.endUnixNano);
    const isBackward = scan.direction === 'backward';
    for (const rows of this.#narrow(candidates, toTrigramMatch(scan.lineTexts ?? []), range, isBackward)) {
      yield* this.#readRows(cursor, rows, candidates.streams);
    }
  }

  streams(startUnixNano: bigint, endUnixNano: bigint): readonly Stream[] {
    const cursor = this.#createCursor();
    const [from, to] = this.#toRowRange(cursor, startUnixNano, endUnixNano);
    const found = new Set<number>();
    for (let row = from; row < to; row++) {
      const { first, streams } = cursor.segment(row);
      found.add(streams[row - first] ?? 0);
    }
    return [...found].map((id) => this.#keys.streams.get(id));
  }

  volume(startUnixNano: bigint, endUnixNano: bigint): readonly StreamVolume[] {
    return readVolume(this.#database, this.#keys, startUnixNano, endUnixNano);
  }

  count(edgesUnixNano: BigInt64Array, add: CountReceiver): void {
    const { streams } = this.#keys;
    countSealed(this.#database, this.#createCursor(), this.#summary.maxUnixNano, edgesUnixNano, (id, cell, records) =>
      add(streams.get(id), cell, records),
    );
  }

  arrivals(afterId: bigint, lastId: bigint, limit: number, accepts: (stream: Stream) => boolean): readonly StoredRow[] {
    const accepted = new Set(this.#keys.streams.entries().flatMap(([id, stream]) => (accepts(stream) ? [id] : [])));
    const cursor = this.#createCursor();
    const found: { readonly id: bigint; readonly row: number }[] = [];
    for (let row = 0; row < this.#summary.rows; row++) {
      const { first, ids, streams } = cursor.segment(row);
      const id = ids[row - first] ?? 0n;
      if (id > afterId && id <= lastId && accepted.has(streams[row - first] ?? 0)) found.push({ id, row });
    }
    const first = found.sort((left, right) => (left.id < right.id ? -1 : 1)).slice(0, limit);
    return first.map(({ row }) => ({ ...this.#toRow(cursor, row), line: cursor.line(row) }));
  }

  close(): void {
    this.#database.close();
  }

  #createCursor(): RowCursor {
    return new RowCursor(this.#database, this.#summary.rows);
  }

  #rowsWith(name: string, value: string): Uint32Array {
    const key = toAttributeKey(name, value);
    const bucket = toBucket(key, this.#summary.bucketBits);
    const row = this.#database.get<[data: Uint8Array]>('SELECT data FROM attributes WHERE bucket = ?', bucket);
    return row === undefined ? NO_ROWS : findInBucket(unpackBytes(row[0]), key);
  }

  #valuesOf(name: string): readonly string[] | undefined {
    const row = this.#database.get<[values: Uint8Array | null]>('SELECT vals FROM vocabulary WHERE name = ?', name);
    if (row === undefined) return [];
    return row[0] === null ? undefined : readValues(row[0]);
  }

  #toRowRange(cursor: RowCursor, startUnixNano: bigint, endUnixNano: bigint): RowRange {
    return [this.#rowAt(cursor, startUnixNano), this.#rowAt(cursor, endUnixNano)];
  }

  /** The first row that is not before a time. */
  #rowAt(cursor: RowCursor, unixNano: bigint): number {
    const { rows, minUnixNano, maxUnixNano } = this.#summary;
    if (unixNano <= minUnixNano) return 0;
    if (unixNano > maxUnixNano) return rows;
    const before = this.#database.get<[first: bigint]>(
      'SELECT max(first) FROM segments WHERE min_ts < ?',
      unixNano,
    )?.[0];
    const { first, times } = cursor.segment(Number(before ?? 0n));
    return first + findEdge(times, unixNano);
  }

  /** Batches of candidates in the order of the scan. */
  #narrow(
    { rows }: Candidates,
    match: string | undefined,
    [from, to]: RowRange,
    isBackward: boolean,
  ): Iterable<Uint32Array> {
    const inRange = rows?.subarray(findRow(rows, from), findRow(rows, to));
    if (match !== undefined && (inRange === undefined || inRange.length > FEW_ROWS)) {
      return findTexts(this.#database, match, { from, to, isBackward, among: inRange });
    }
    if (inRange !== undefined) return [isBackward ? inRange.toReversed() : inRange];
    return allRows([from, to], isBackward);
  }

  *#readRows(
    cursor: RowCursor,
    rows: Uint32Array,
    accepted: ReadonlySet<number> | undefined,
  ): Generator<FoundRecord, void> {
    for (const row of rows) {
      const { first, times, ids, streams } = cursor.segment(row);
      const at = row - first;
      const stream = streams[at] ?? 0;
      if (accepted !== undefined && !accepted.has(stream)) continue;
      const timestampUnixNano = times[at] ?? 0n;
      const { labels } = this.#keys.streams.get(stream);
      yield {
        id: ids[at] ?? 0n,
        timestampUnixNano,
        record: this.#toLazyRecord(cursor, row, timestampUnixNano, labels),
      };
    }
  }

  #toLazyRecord(cursor: RowCursor, row: number, timestampUnixNano: bigint, labels: LabelMap): StoredRecord {
    const readMetadata = (): LabelMap => toMetadata(this.#toRow(cursor, row));
    let metadata: LabelMap | undefined;
    let line: string | undefined;
    return {
      timestampUnixNano,
      labels,
      get line() {
        return (line ??= cursor.line(row));
      },
      get metadata() {
        return (metadata ??= readMetadata());
      },
    };
  }

  #toRow(cursor: RowCursor, row: number): RowWithoutLine {
    const { first, times, ids, streams } = cursor.segment(row);
    const { origin, ...head } = cursor.head(row);
    return {
      ...head,
      id: ids[row - first] ?? 0n,
      timestampUnixNano: times[row - first] ?? 0n,
      stream: this.#keys.streams.get(streams[row - first] ?? 0),
      origin: this.#keys.origins.get(origin),
    };
  }
}

function* allRows([from, to]: RowRange, isBackward: boolean): Generator<Uint32Array, void> {
  const count = Math.ceil((to - from) / SEGMENT_ROWS);
  for (let n = 0; n < count; n++) {
    const start = from + (isBackward ? count - 1 - n : n) * SEGMENT_ROWS;
    const rows = Uint32Array.from({ length: Math.min(SEGMENT_ROWS, to - start) }, (_nothing, index) => start + index);
    yield isBackward ? rows.reverse() : rows;
  }
}

function readSummary(database: SealedDatabase): Summary {
  const [rows, minUnixNano, maxUnixNano, lastId, bucketBits] = database.get<[bigint, bigint, bigint, bigint, bigint]>(
    'SELECT rows, min_ts, max_ts, last_id, bucket_bits FROM summary',
  ) ?? [0n, 0n, 0n, 0n, 0n];
  return { rows: Number(rows), minUnixNano, maxUnixNano, lastId, bucketBits: Number(bucketBits) };
}

function readVolume(
  database: SealedDatabase,
  { streams }: RowKeys,
  startUnixNano: bigint,
  endUnixNano: bigint,
): readonly StreamVolume[] {
  return database
    .all<[bigint, bigint, bigint, bigint]>(
      'SELECT hour, stream, records, bytes FROM volume WHERE hour >= ? AND hour * ? < ?',
      startUnixNano / HOUR_NANO,
      HOUR_NANO,
      endUnixNano,
    )
    .map(([hour, stream, records, bytes]) => ({
      hourUnixNano: hour * HOUR_NANO,
      labels: streams.get(Number(stream)).labels,
      records: Number(records),
      sizeBytes: Number(bytes),
    }));
}
