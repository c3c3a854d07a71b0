import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { toMetadata, type StoredRow } from '../stored-row.ts';
import { AttributeIndex } from './attribute-index.ts';
import { packBytes } from './packed-bytes.ts';
import { encodeHeads, type RowHead } from './row-heads.ts';
import { encodeLines } from './row-lines.ts';
import { packSegment, toStreamCounts } from './row-segment.ts';
import { BLOCK_ROWS, SEALED_SCHEMA, SEALED_VERSION, SEGMENT_ROWS } from './sealed-layout.ts';
import { toIndexedText } from './trigram-match.ts';
import { VocabularyBuilder } from './vocabulary.ts';

/** A row with the numbers of its stream and origin in the file. */
export interface NumberedRow {
  readonly row: StoredRow;
  readonly stream: number;
  readonly origin: number;
}

/** Tables that a sealed file has as the live file had them: rows in the order of the columns. */
export type CopiedTables = Readonly<Record<'streams' | 'origins' | 'volume', Iterable<readonly (bigint | string)[]>>>;

/** Bytes of the text index that are gathered before they are written: more at once makes a smaller file. */
const TEXT_INDEX_BYTES = 32 * 1024 * 1024;

/** Has a value of its own in nearly every record, and nobody looks for one. */
const NOT_INDEXED = 'observed_timestamp';

/** Whether the attribute index knows of metadata with this name. */
export function isIndexed(name: string): boolean {
  return name !== NOT_INDEXED;
}

/** Writes a file that does not exist yet; the rows come by time, then by id. It is not yet safe on disk. */
export function writeSealedFile(path: string, rows: Iterable<NumberedRow>, tables: CopiedTables): void {
  const database = new DatabaseSync(path);
  try {
    // Until it is whole nobody reads it, and what was begun is removed at the next start.
    database.exec(`PRAGMA page_size = 8192; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; BEGIN; ${SEALED_SCHEMA};
      INSERT INTO texts (texts, rank) VALUES ('hashsize', ${TEXT_INDEX_BYTES})`);
    for (const [name, entries] of Object.entries(tables)) copyTable(database, name, entries);
    const writer = new RowWriter(database);
    for (const row of rows) writer.add(row);
    writer.finish();
    database.exec(`COMMIT; INSERT INTO texts (texts) VALUES ('optimize'); PRAGMA user_version = ${SEALED_VERSION}`);
  } finally {
    database.close();
  }
}

function copyTable(database: DatabaseSync, name: string, entries: CopiedTables['volume']): void {
  let insert: StatementSync | undefined;
  for (const entry of entries) {
    insert ??= database.prepare(`INSERT INTO ${name} VALUES (${entry.map(() => '?').join(', ')})`);
    insert.run(...entry);
  }
}

/** Numbers the rows and puts each part of them where it belongs. */
class RowWriter {
  readonly #database: DatabaseSync;
  readonly #insertText: StatementSync;
  readonly #insertHeads: StatementSync;
  readonly #insertLines: StatementSync;
  readonly #insertSegment: StatementSync;
  readonly #attributes = new AttributeIndex();
  readonly #vocabulary = new VocabularyBuilder();
  #heads: RowHead[] = [];
  #lines: string[] = [];
  #segment: NumberedRow['row'][] = [];
  #streams: number[] = [];
  #count = 0;
  #minUnixNano = 0n;
  #maxUnixNano = 0n;
  #firstId = 0n;
  #lastId = 0n;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#insertText = database.prepare('INSERT INTO texts (rowid, line) VALUES (?, ?)');
    this.#insertHeads = database.prepare('INSERT INTO heads VALUES (?, ?)');
    this.#insertLines = database.prepare('INSERT INTO lines VALUES (?, ?)');
    this.#insertSegment = database.prepare('INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?)');
  }

  add({ row, stream, origin }: NumberedRow): void {
    const metadata = toMetadata(row);
    for (const name in metadata) if (isIndexed(name)) this.#addValue(name, metadata[name] ?? '');
    this.#insertText.run(this.#count, toIndexedText(row.line));
    this.#heads.push({ ...row, origin });
    this.#lines.push(row.line);
    this.#segment.push(row);
    this.#streams.push(stream);
    if (this.#count === 0) this.#minUnixNano = row.timestampUnixNano;
    if (this.#count === 0 || row.id < this.#firstId) this.#firstId = row.id;
    this.#maxUnixNano = row.timestampUnixNano;
    if (row.id > this.#lastId) this.#lastId = row.id;
    this.#count += 1;
    if (this.#lines.length === BLOCK_ROWS) this.#endBlock();
    if (this.#streams.length === SEGMENT_ROWS) this.#endSegment();
  }

  finish(): void {
    if (this.#lines.length > 0) this.#endBlock();
    if (this.#streams.length > 0) this.#endSegment();
    const { bits, buckets } = this.#attributes.finish();
    const insert = this.#database.prepare('INSERT INTO attributes VALUES (?, ?)');
    for (const [bucket, bytes] of buckets) insert.run(bucket, packBytes(bytes));
    const insertValues = this.#database.prepare('INSERT INTO vocabulary VALUES (?, ?)');
    for (const [name, values] of this.#vocabulary.entries()) insertValues.run(name, values);
    this.#database
      .prepare('INSERT INTO summary VALUES (?, ?, ?, ?, ?, ?)')
      .run(this.#count, this.#minUnixNano, this.#maxUnixNano, this.#firstId, this.#lastId, bits);
  }

  #addValue(name: string, value: string): void {
    this.#attributes.add(this.#count, name, value);
    this.#vocabulary.add(name, value);
  }

  #endBlock(): void {
    const block = (this.#count - this.#lines.length) / BLOCK_ROWS;
    this.#insertHeads.run(block, packBytes(encodeHeads(this.#heads)));
    this.#insertLines.run(block, packBytes(encodeLines(this.#lines)));
    this.#heads = [];
    this.#lines = [];
  }

  #endSegment(): void {
    const first = this.#count - this.#streams.length;
    const streamIds = Uint32Array.from(this.#streams);
    const { times, ids, streams } = packSegment({
      times: BigInt64Array.from(this.#segment, (row) => row.timestampUnixNano),
      ids: BigInt64Array.from(this.#segment, (row) => row.id),
      streams: streamIds,
    });
    const counts = new Uint8Array(toStreamCounts(streamIds).buffer);
    this.#insertSegment.run(first, this.#segment[0]?.timestampUnixNano ?? 0n, counts, times, ids, streams);
    this.#segment = [];
    this.#streams = [];
  }
}
