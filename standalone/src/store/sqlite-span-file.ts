import { DatabaseSync } from 'node:sqlite';
import type { TimeBounds } from './record-file.ts';
import type { SpanScan } from './span-reader.ts';

/** A span as it stands in a file. */
export interface SpanRow {
  readonly id: bigint;
  readonly timestampUnixNano: bigint;
  /** As `span-json.ts` writes it. */
  readonly request: string;
}

type Row = [id: bigint, ts: bigint, request: string];

/** Spans are read in pieces, as records are. */
const CHUNK_ROWS = 500;

/** A file of spans, live or closed. */
export class SqliteSpanFile {
  readonly #database: DatabaseSync;

  constructor(path: string) {
    this.#database = new DatabaseSync(path, { readOnly: true, readBigInts: true, returnArrays: true, timeout: 5_000 });
    this.#database.enableDefensive(true);
  }

  /** Starts of the first and the last span; undefined when there is none. */
  bounds(): TimeBounds | undefined {
    const [minUnixNano, maxUnixNano] = this.#database
      .prepare('SELECT (SELECT min(ts) FROM spans), (SELECT max(ts) FROM spans)')
      .get() as unknown as [bigint | null, bigint | null];
    return minUnixNano === null || maxUnixNano === null ? undefined : { minUnixNano, maxUnixNano };
  }

  /** All spans of a trace, whose id has 32 lower-case hex digits. */
  trace(traceId: string): SpanRow[] {
    const statement = this.#database.prepare('SELECT id, ts, request FROM spans WHERE trace = ?');
    return this.#toRows(statement.all(traceId));
  }

  /** Spans in the order of the scan, ties by id, lazily. */
  *rows(scan: SpanScan): Generator<SpanRow, void> {
    const isBackward = scan.direction === 'backward';
    const range = isBackward
      ? 'ts >= ? AND ts <= ? AND (ts < ? OR id < ?)'
      : 'ts < ? AND ts >= ? AND (ts > ? OR id > ?)';
    const farEnd = isBackward ? scan.startUnixNano : scan.endUnixNano;
    const order = isBackward ? 'ts DESC, id DESC' : 'ts, id';
    const statement = this.#database.prepare(
      `SELECT id, ts, request FROM spans WHERE ${range} ORDER BY ${order} LIMIT ${CHUNK_ROWS}`,
    );
    let ts = isBackward ? scan.endUnixNano : scan.startUnixNano;
    let id = 0n;
    for (;;) {
      const rows = this.#toRows(statement.all(farEnd, ts, ts, id));
      yield* rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < CHUNK_ROWS) return;
      ({ id, timestampUnixNano: ts } = last);
    }
  }

  close(): void {
    this.#database.close();
  }

  #toRows(rows: readonly unknown[]): SpanRow[] {
    return (rows as readonly Row[]).map(([id, timestampUnixNano, request]) => ({ id, timestampUnixNano, request }));
  }
}
