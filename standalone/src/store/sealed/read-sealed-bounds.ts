import type { FileBounds } from '../live-database.ts';
import { SealedDatabase } from './sealed-database.ts';

type Summary = [rows: bigint, minTs: bigint, maxTs: bigint, firstId: bigint, lastId: bigint];

/** What a sealed file holds. @throws when it is damaged */
export function readSealedBounds(path: string): FileBounds {
  const database = new SealedDatabase(path);
  try {
    const [rows = 0n, minUnixNano, maxUnixNano, firstId, lastId] =
      database.get<Summary>('SELECT rows, min_ts, max_ts, first_id, last_id FROM summary') ?? [];
    return { rows: Number(rows), minUnixNano, maxUnixNano, firstId, lastId };
  } finally {
    database.close();
  }
}
