import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TENANTS, VARIABLE_DATA_DIR } from '@botscope/conventions';
import { StoreLock } from '../store/store-lock.ts';
import { StartError } from './listen.ts';
import type { Run } from './run.ts';

/** How the product is run, and the paths in a data directory by which its records are known. */
const MARKS = {
  'npm start': TENANTS.map((tenant) => join('store', tenant)),
  'npm run stack': ['loki'],
} as const;

/** Way to run the product: on its own store, or on a Collector and Loki. */
export type Command = keyof typeof MARKS;

/**
 * Refuses a data directory with the records of the other way to run the product: flags, ledger and audit trail of two
 * record stores would mix.
 * @throws StartError that names the directory and its variable.
 */
export function refuseRecordsOf(other: Command, dataDirectory: string): void {
  if (!MARKS[other].some((path) => existsSync(join(dataDirectory, path)))) return;
  throw new StartError(
    `The data directory ${dataDirectory} holds the records of ${other}. Set ${VARIABLE_DATA_DIR} to another directory.`,
  );
}

/**
 * Holds a data directory against other processes until the run ends.
 * @throws StoreError when another one has it or it cannot be written.
 */
export function holdDataDirectory(dataDirectory: string, { onStop }: Run): void {
  const lock = new StoreLock(dataDirectory);
  onStop(() => lock.close());
}
