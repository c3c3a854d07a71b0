import { unpackBytes } from './packed-bytes.ts';
import { decodeHead, type RowHead } from './row-heads.ts';
import { decodeLine } from './row-lines.ts';
import { unpackSegment, type RowSegment } from './row-segment.ts';
import type { SealedDatabase } from './sealed-database.ts';
import { BLOCK_ROWS, SEGMENT_ROWS } from './sealed-layout.ts';

/** Reads rows of a sealed file; keeps what it unpacked last, as rows are mostly read one after the other. */
export class RowCursor {
  readonly #database: SealedDatabase;
  readonly #rowCount: number;
  #segment: RowSegment | undefined;
  #heads: { readonly block: number; readonly bytes: Buffer } | undefined;
  #lines: { readonly block: number; readonly bytes: Buffer } | undefined;

  constructor(database: SealedDatabase, rowCount: number) {
    this.#database = database;
    this.#rowCount = rowCount;
  }

  /** The segment of a row. */
  segment(row: number): RowSegment {
    const first = row - (row % SEGMENT_ROWS);
    if (this.#segment?.first !== first) this.#segment = this.#readSegment(first);
    return this.#segment;
  }

  /** The row but for its line. */
  head(row: number): RowHead {
    const block = Math.floor(row / BLOCK_ROWS);
    if (this.#heads?.block !== block) this.#heads = { block, bytes: this.#readBlock('heads', block) };
    return decodeHead(this.#heads.bytes, row % BLOCK_ROWS);
  }

  /** The row's line. */
  line(row: number): string {
    const block = Math.floor(row / BLOCK_ROWS);
    if (this.#lines?.block !== block) this.#lines = { block, bytes: this.#readBlock('lines', block) };
    const count = Math.min(BLOCK_ROWS, this.#rowCount - block * BLOCK_ROWS);
    return decodeLine(this.#lines.bytes, row % BLOCK_ROWS, count);
  }

  #readSegment(first: number): RowSegment {
    const row = this.#database.get<[times: Uint8Array, ids: Uint8Array, streams: Uint8Array]>(
      'SELECT times, ids, streams FROM segments WHERE first = ?',
      first,
    );
    if (row === undefined) throw new Error(`a sealed file lacks the segment of its row ${first}`);
    const [times, ids, streams] = row;
    return unpackSegment(first, { times, ids, streams });
  }

  #readBlock(table: 'heads' | 'lines', block: number): Buffer {
    const row = this.#database.get<[data: Uint8Array]>(`SELECT data FROM ${table} WHERE block = ?`, block);
    if (row === undefined) throw new Error(`a sealed file lacks the block ${block} of its ${table}`);
    return unpackBytes(row[0]);
  }
}
