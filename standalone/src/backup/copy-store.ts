import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { TENANTS } from '@botscope/conventions';
import { CATALOGUE_FILE } from '../store/series-catalogue.ts';
import { listFileNames, recordSeriesDirectories, spanSeriesDirectory } from '../store/store-files.ts';
import { BackupError } from './backup-error.ts';
import { checkDatabase } from './copy-held-database.ts';

/** All pages in one step: in several, a writer's commit between two would make the copy begin again, without end under load. */
const ALL_PAGES = 2 ** 31 - 1;

/**
 * Copies the files of all series while they may be written. What was acknowledged before the call is in the copy; of
 * what comes meanwhile, each series has everything up to some moment. Resolves with the number of files.
 */
export async function copyStore(dataDirectory: string, target: string): Promise<number> {
  const directories = [
    ...TENANTS.flatMap((tenant) => recordSeriesDirectories(dataDirectory, tenant)),
    spanSeriesDirectory(dataDirectory),
  ];
  let files = 0;
  for (const directory of directories.filter((path) => existsSync(path)))
    files += await copySeries(directory, join(target, relative(dataDirectory, directory)));
  return files;
}

/** The catalogue comes first: at its start a store takes up files that the catalogue does not name yet. */
async function copySeries(from: string, to: string): Promise<number> {
  mkdirSync(to, { recursive: true });
  if (existsSync(join(from, CATALOGUE_FILE))) copyFileSync(join(from, CATALOGUE_FILE), join(to, CATALOGUE_FILE));
  const seen = new Set<string>();
  let files = 0;
  // A file that is sealed meanwhile goes and comes back under another name.
  for (let names = listFileNames(from); names.length > 0; names = listFileNames(from).filter((name) => !seen.has(name)))
    for (const name of names) {
      seen.add(name);
      if (await copyStoreFile(join(from, name), join(to, name))) files += 1;
    }
  return files;
}

/** Answers false for a file that was removed meanwhile, since its records are older than they are kept. */
async function copyStoreFile(from: string, to: string): Promise<boolean> {
  try {
    const source = new DatabaseSync(from, { readOnly: true, timeout: 5_000 });
    try {
      await backup(source, to, { rate: ALL_PAGES });
    } finally {
      source.close();
    }
  } catch (error) {
    if (!existsSync(from)) return false;
    const reason = error instanceof Error ? error.message : String(error);
    throw new BackupError(`${from} cannot be copied (${reason}); a damaged file is put aside when Botscope starts`, {
      cause: error,
    });
  }
  const copy = new DatabaseSync(to);
  try {
    checkDatabase(copy, to);
  } finally {
    copy.close();
  }
  return true;
}
