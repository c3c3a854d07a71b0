import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { VARIABLE_DATA_DIR } from '@botscope/conventions';
import { BackupError } from './backup-error.ts';
import { copyHeldDatabase } from './copy-held-database.ts';
import { copyPlainFiles, LEFT_OUT } from './copy-plain-files.ts';
import { copyStore } from './copy-store.ts';

/** What a backup holds. */
export interface BackupSummary {
  readonly storeFiles: number;
  readonly otherFiles: number;
  /** Names in the data directory that were left out. */
  readonly leftOut: readonly string[];
}

/**
 * Copies a data directory, whether Botscope runs on it or not, into a new directory that Botscope can be started on.
 * Everything that was acknowledged before the call is in it. While it is being made it is called `<target>.partial`.
 * @throws BackupError with the reason in words, or the system's error; then nothing is left.
 */
export async function backUp(dataDirectory: string, target: string): Promise<BackupSummary> {
  checkPlaces(dataDirectory, target);
  const partial = `${target}.partial`;
  rmSync(partial, { recursive: true, force: true });
  try {
    const summary = await copyAll(dataDirectory, partial);
    rmSync(target, { recursive: true, force: true });
    renameSync(partial, target);
    return summary;
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

function checkPlaces(dataDirectory: string, target: string): void {
  if (!existsSync(join(dataDirectory, 'store')))
    throw new BackupError(`${dataDirectory} holds no store: set ${VARIABLE_DATA_DIR} to Botscope's data directory`);
  if (existsSync(target) && readdirSync(target).length > 0)
    throw new BackupError(`${target} is not empty: name a directory that does not exist yet`);
  const within = relative(dataDirectory, target);
  if (within === '' || (!within.startsWith('..') && !isAbsolute(within)))
    throw new BackupError(`${target} lies in the data directory ${dataDirectory}: name one outside of it`);
}

/**
 * In this order nothing is skipped after a restore: how far records were handed to the sidecar is copied before the
 * sidecar's state, and both before the records. What is then handed on once more, the sidecar knows by its uid.
 */
async function copyAll(dataDirectory: string, target: string): Promise<BackupSummary> {
  mkdirSync(join(target, 'store'), { recursive: true, mode: 0o700 });
  const held = [join('store', 'lock.db'), 'sidecar.sqlite'].filter((name) => existsSync(join(dataDirectory, name)));
  for (const name of held) copyHeldDatabase(join(dataDirectory, name), join(target, name));
  const storeFiles = await copyStore(dataDirectory, target);
  const otherFiles = held.length + copyPlainFiles(dataDirectory, target);
  const leftOut = readdirSync(dataDirectory).filter((name) => LEFT_OUT.has(name) && name !== 'store');
  return { storeFiles, otherFiles, leftOut };
}
