import { VARIABLE_DATA_DIR } from '@botscope/conventions';

/** The store cannot do what it was asked; nothing was stored. The message names the directory and the way out. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** Result codes of SQLite (lowest byte). @see https://sqlite.org/rescode.html */
const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;
const SQLITE_NOTADB = 26;

/** The result code of an error of `node:sqlite`, or undefined for other errors. */
function toResultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode & 0xff;
}

/** Whether a file is damaged, or is no database at all. */
export function isCorruption(error: unknown): boolean {
  const code = toResultCode(error);
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
}

/** Whether somebody else holds the lock. */
export function isBusy(error: unknown): boolean {
  return toResultCode(error) === SQLITE_BUSY;
}

/** What went wrong with a file of the store, in words of the person who runs it. */
export function toStoreError(error: unknown, path: string): StoreError {
  if (error instanceof StoreError) return error;
  return new StoreError(`${describe(error)}: ${path} (${VARIABLE_DATA_DIR} names another directory)`, {
    cause: error,
  });
}

function describe(error: unknown): string {
  const detail = error instanceof Error ? error.message : String(error);
  switch (toResultCode(error)) {
    case SQLITE_FULL:
      return 'the disk is full';
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
      return `the directory cannot be written (${detail})`;
    case SQLITE_IOERR:
      return `the disk does not read or write (${detail})`;
    default:
      return `the store failed (${detail})`;
  }
}
