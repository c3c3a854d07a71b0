import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { RETENTION_CLASSES, type RetentionClass, type Tenant } from '@botscope/conventions';

/** A SQLite file and what SQLite keeps beside it. */
const SUFFIXES = ['', '-wal', '-shm'];

/** Ending of a file that is being written and will then get its own name. */
export const UNFINISHED = '.new';

/** Directory of a series of records. */
export function recordSeriesDirectory(dataDirectory: string, tenant: Tenant, name: RetentionClass): string {
  return join(dataDirectory, 'store', tenant, name);
}

/** Directories of all series of records of a tenant. */
export function recordSeriesDirectories(dataDirectory: string, tenant: Tenant): string[] {
  return RETENTION_CLASSES.map(({ name }) => recordSeriesDirectory(dataDirectory, tenant, name));
}

/** Directory of the spans. */
export function spanSeriesDirectory(dataDirectory: string): string {
  return join(dataDirectory, 'store', 'bots', 'spans');
}

/** Name of a file: its number in the series, and the UTC day on which it was begun. */
export function formatFileName(number: number, utcDay: string): string {
  return `${String(number).padStart(6, '0')}-${utcDay}.db`;
}

/** What the name of a file says. */
export interface FileNameParts {
  readonly number: number;
  readonly utcDay: string;
  readonly isSealed: boolean;
}

const SEALED_ENDING = '.sealed.db';

/** What a name says, or undefined for foreign files. */
export function parseFileName(name: string): FileNameParts | undefined {
  const match = /^(\d{6,})-(\d{4}-\d{2}-\d{2})(?:\.sealed)?\.db$/.exec(name);
  return match ? { number: Number(match[1]), utcDay: match[2] ?? '', isSealed: isSealed(name) } : undefined;
}

/** Whether a file (name or path) has the layout of sealed files. */
export function isSealed(path: string): boolean {
  return path.endsWith(SEALED_ENDING);
}

/** What a file (name or path) is called once it is sealed. */
export function toSealedName(path: string): string {
  return path.replace(/\.db$/, SEALED_ENDING);
}

/** What a sealed file (name or path) was called before. */
export function toUnsealedName(path: string): string {
  return path.replace(SEALED_ENDING, '.db');
}

/** Names of the files of a series, oldest first. */
export function listFileNames(directory: string): string[] {
  const numbered = readdirSync(directory).flatMap((name) => {
    const parsed = parseFileName(name);
    return parsed === undefined ? [] : [{ name, number: parsed.number }];
  });
  return numbered.sort((left, right) => left.number - right.number).map(({ name }) => name);
}

/** Removes what a killed process left: files that were being written, and what belonged to a database that is gone. */
export function removeLeftovers(directory: string): void {
  const names = readdirSync(directory);
  for (const name of names) {
    const [, database = ''] = /^(.*\.db)-(?:wal|shm)$/.exec(name) ?? [];
    const isOrphan = parseFileName(database) !== undefined && !names.includes(database);
    if (isOrphan || name.endsWith(`${SEALED_ENDING}${UNFINISHED}`)) rmSync(join(directory, name), { force: true });
  }
}

/** Removes a file. */
export function removeFile(path: string): void {
  for (const suffix of SUFFIXES) rmSync(path + suffix, { force: true });
}

/** Moves a damaged file out of the way and answers where it is. */
export function setFileAside(path: string): string {
  for (const suffix of SUFFIXES) {
    if (existsSync(path + suffix)) renameSync(path + suffix, `${path}.corrupt${suffix}`);
  }
  return `${path}.corrupt`;
}

/** The UTC day of a time, as in `2026-01-31`. */
export function toUtcDay(millis: number): string {
  return new Date(millis).toISOString().slice(0, 10);
}
