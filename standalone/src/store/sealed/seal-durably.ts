import { rmSync } from 'node:fs';
import { moveDurably, syncFile } from '../move-durably.ts';
import { UNFINISHED } from '../store-files.ts';
import { sealRecordFile } from './seal-record-file.ts';

/** Seals a closed file of records. The sealed file has its name only once it is whole and safe on disk. */
export function sealDurably(from: string, to: string): void {
  const unfinished = to + UNFINISHED;
  rmSync(unfinished, { force: true });
  try {
    sealRecordFile(from, unfinished);
    syncFile(unfinished);
    moveDurably(unfinished, to);
  } finally {
    rmSync(unfinished, { force: true });
  }
}
