import { DatabaseSync } from 'node:sqlite';

/** A lock that the operating system releases when the process dies in whatever way. */
export interface SlotLock {
  release(): void;
}

const SQLITE_BUSY = 5;

/**
 * Locks a file, or returns undefined when a process has it. SQLite's exclusive lock is the only one that Node offers on
 * every system without native code.
 */
export function lockSlot(path: string): SlotLock | undefined {
  const database = new DatabaseSync(path);
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return undefined;
    throw error;
  }
}
