import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { VARIABLE_DATA_DIR } from '@botscope/conventions';
import { isBusy, StoreError, toStoreError } from './store-error.ts';

/** Holds a data directory against other processes, and keeps the cursors of those who follow the store. */
export class StoreLock {
  readonly #database: DatabaseSync;

  /** @throws StoreError when another process holds the directory, or it cannot be written. */
  constructor(dataDirectory: string) {
    const directory = join(dataDirectory, 'store');
    this.#database = openLocked(directory, dataDirectory);
  }

  /** The id up to which the follower has handled everything; 0n at the beginning. */
  readCursor(name: string): bigint {
    const statement = this.#database.prepare('SELECT id FROM cursors WHERE name = ?');
    statement.setReadBigInts(true);
    return (statement.get(name)?.['id'] as bigint | undefined) ?? 0n;
  }

  /** Keeps a cursor. */
  writeCursor(name: string, id: bigint): void {
    this.#database
      .prepare('INSERT INTO cursors (name, id) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET id = excluded.id')
      .run(name, id);
  }

  /** The highest cursor: no id at or below it may be given again. */
  highestCursor(): bigint {
    const statement = this.#database.prepare('SELECT max(id) AS id FROM cursors');
    statement.setReadBigInts(true);
    return (statement.get()?.['id'] as bigint | null | undefined) ?? 0n;
  }

  /** Lets other processes in. */
  close(): void {
    this.#database.close();
  }
}

function openLocked(directory: string, dataDirectory: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(directory, { recursive: true });
    database = new DatabaseSync(join(directory, 'lock.db'), { timeout: 0 });
    // In this mode the first write takes the lock for as long as the connection lives; a killed process loses it.
    database.exec(`PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS cursors (name TEXT PRIMARY KEY, id INTEGER NOT NULL) STRICT;
      BEGIN EXCLUSIVE; COMMIT`);
    return database;
  } catch (error) {
    database?.close();
    if (!isBusy(error)) throw toStoreError(error, dataDirectory);
    throw new StoreError(
      `the data directory ${dataDirectory} is in use by another process; stop that one, or set ${VARIABLE_DATA_DIR} to another directory`,
      { cause: error },
    );
  }
}
