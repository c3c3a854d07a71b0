import { shareRows } from './row-sets.ts';
import type { SealedDatabase } from './sealed-database.ts';

/** Where texts are looked for. */
export interface TextSearch {
  /** The first row. */
  readonly from: number;
  /** Behind the last row. */
  readonly to: number;
  readonly isBackward: boolean;
  /** Only among these rows, which are in rising order; undefined = all. */
  readonly among: Uint32Array | undefined;
}

/** Growing pieces: a scan that stops early has asked for little. */
const MIN_PIECE = 128;
const MAX_PIECE = 8192;

/** Batches of rows, in the order of the search, whose lines meet an FTS5 expression. */
export function* findTexts(
  database: SealedDatabase,
  match: string,
  { from, to, isBackward, among }: TextSearch,
): Generator<Uint32Array, void> {
  let [low, high] = among === undefined ? [from, to] : [among[0] ?? from, (among.at(-1) ?? from) + 1];
  const order = isBackward ? 'DESC' : 'ASC';
  const sql = `SELECT rowid FROM texts WHERE texts MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid ${order} LIMIT ?`;
  for (let piece = MIN_PIECE; ; piece = Math.min(MAX_PIECE, 4 * piece)) {
    const rows = Uint32Array.from(database.allSmall<[number]>(sql, match, low, high, piece), ([row]) => row);
    const last = rows.at(-1);
    yield among === undefined ? rows : narrow(rows, among, isBackward);
    if (last === undefined || rows.length < piece) return;
    if (isBackward) high = last;
    else low = last + 1;
  }
}

function narrow(rows: Uint32Array, among: Uint32Array, isBackward: boolean): Uint32Array {
  if (!isBackward) return shareRows(rows, among);
  return shareRows(rows.toReversed(), among).reverse();
}
