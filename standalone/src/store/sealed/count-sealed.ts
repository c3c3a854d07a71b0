import { findEdge } from '../count-cells.ts';
import type { RowCursor } from './row-cursor.ts';
import { toStreamCounts } from './row-segment.ts';
import type { SealedDatabase } from './sealed-database.ts';

/** A segment as a count needs it. */
type CountedSegment = [first: bigint, minTs: bigint, counts: Uint8Array];

/** Takes a number of rows of a stream. */
type RowReceiver = (stream: number, cell: number, rows: number) => void;

/** Counts rows per stream and cell; only segments that an edge divides are unpacked. */
export function countSealed(
  database: SealedDatabase,
  cursor: RowCursor,
  maxUnixNano: bigint,
  edges: BigInt64Array,
  add: RowReceiver,
): void {
  const segments = database.all<CountedSegment>('SELECT first, min_ts, counts FROM segments ORDER BY first');
  segments.forEach(([first, minUnixNano, counts], index) => {
    // No row is later than the first one of the next segment.
    const latest = segments[index + 1]?.[1] ?? maxUnixNano;
    const cell = findEdge(edges, minUnixNano) - 1;
    if (cell === findEdge(edges, latest) - 1) addPairs(toNumbers(counts), cell, edges, add);
    else countDivided(cursor, Number(first), edges, add);
  });
}

function countDivided(cursor: RowCursor, first: number, edges: BigInt64Array, add: RowReceiver): void {
  const { times, streams } = cursor.segment(first);
  for (let from = 0; from < times.length;) {
    const edge = findEdge(edges, times[from] ?? 0n);
    const limit = edges[edge];
    const to = limit === undefined ? times.length : findEdge(times, limit + 1n);
    addPairs(toStreamCounts(streams.subarray(from, to)), edge - 1, edges, add);
    from = to;
  }
}

function addPairs(pairs: Uint32Array, cell: number, edges: BigInt64Array, add: RowReceiver): void {
  if (cell < 0 || cell > edges.length - 2) return;
  for (let at = 0; at < pairs.length; at += 2) add(pairs[at] ?? 0, cell, pairs[at + 1] ?? 0);
}

/** The bytes of a row of the database need not begin where numbers may. */
function toNumbers(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.slice().buffer);
}
