import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { BackupError } from './backup-error.ts';

const MAX_ATTEMPTS = 20;
const NOTHING = Buffer.alloc(0);
const PRIVATE = 0o600;

const readIfThere = (path: string): Buffer => (existsSync(path) ? readFileSync(path) : NOTHING);

/**
 * Copies a small database that another process holds for itself, so that SQLite lets nobody else open it. Its file and
 * its write-ahead log are read as bytes. That is a state between two commits unless the log was moved into the file
 * meanwhile, which changes the file, and then both are read again. A log that was being written, or begun anew, ends
 * for SQLite at the first frame that is not whole. The copy is one file without a log.
 * @throws BackupError when the file never rests, or the copy is damaged.
 */
export function copyHeldDatabase(from: string, to: string): void {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const file = readFileSync(from);
    const log = readIfThere(`${from}-wal`);
    if (!file.equals(readFileSync(from))) continue;
    writeFileSync(to, file, { mode: PRIVATE });
    writeFileSync(`${to}-wal`, log, { mode: PRIVATE });
    mergeLog(to);
    return;
  }
  throw new BackupError(`${from} changes without pause and could not be copied; try again, or stop Botscope first`);
}

/** Closing the only connection moves the log into the file and removes it. */
function mergeLog(path: string): void {
  const database = new DatabaseSync(path);
  try {
    database.exec('PRAGMA synchronous = FULL');
    checkDatabase(database, path);
  } finally {
    database.close();
  }
}

/** Looks through a copy. @throws BackupError when a page or an index is damaged. */
export function checkDatabase(database: DatabaseSync, path: string): void {
  const answer = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (answer !== 'ok') throw new BackupError(`the copy ${path} is damaged: ${String(answer)}`);
}
