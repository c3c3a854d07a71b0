import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CATALOGUE_FILE, EMPTY_CATALOGUE, readCatalogue, type SeriesCatalogue } from './series-catalogue.ts';
import { isCorruption } from './store-error.ts';
import { toSealedName } from './store-files.ts';

/** A file that a series hands out. */
export interface ReadableFile {
  close(): void;
}

/** A file of a series, as the catalogue has it. */
export interface ListedFile {
  readonly path: string;
  /** Absent for the live file: it changes. */
  readonly minUnixNano?: bigint;
  readonly maxUnixNano?: bigint;
  readonly lastId?: bigint;
}

/** Closed files beyond this number are closed again when nobody reads them. */
const MAX_OPEN_FILES = 256;

/** Reading side of some series: follows their catalogues, keeps files open. */
export class SeriesReader<F extends ReadableFile> {
  readonly #openFile: (path: string) => F;
  readonly #report: (message: string) => void;
  readonly #catalogues = new Map<string, { readonly stamp: string; readonly catalogue: SeriesCatalogue }>();
  readonly #files = new Map<string, { readonly file: F; users: number }>();
  readonly #damaged = new Set<string>();

  /** `report` is told once of each damaged file; such a file counts as empty. */
  constructor(openFile: (path: string) => F, report: (message: string) => void) {
    this.#openFile = openFile;
    this.#report = report;
  }

  /** Files of a series, oldest first; empty when nothing was ever stored there. */
  list(directory: string): ListedFile[] {
    const { closed, live } = this.#readCatalogue(directory);
    const files: ListedFile[] = closed.map((file) => ({ ...file, path: join(directory, file.name) }));
    if (live !== undefined) files.push({ path: join(directory, live) });
    return files.filter((file) => !this.#damaged.has(file.path));
  }

  /** Reads from a file. Answers `absent` when the file has been removed meanwhile or is damaged. */
  use<T>(path: string, absent: T, read: (file: F) => T): T {
    try {
      const entry = this.#acquire(path);
      try {
        return read(entry.file);
      } finally {
        entry.users -= 1;
        this.#release();
      }
    } catch (error) {
      this.#explain(path, error);
      return absent;
    }
  }

  /** Items of a file, lazily; the file stays open meanwhile. */
  *iterate<T>(path: string, read: (file: F) => Iterator<T>): Generator<T, void> {
    let entry: { readonly file: F; users: number } | undefined;
    try {
      entry = this.#acquire(path);
      const iterator = read(entry.file);
      for (let next = iterator.next(); next.done !== true; next = iterator.next()) yield next.value;
    } catch (error) {
      this.#explain(path, error);
    } finally {
      if (entry !== undefined) entry.users -= 1;
      this.#release();
    }
  }

  /** Closes all files. */
  close(): void {
    for (const { file } of this.#files.values()) file.close();
    this.#files.clear();
  }

  #readCatalogue(directory: string): SeriesCatalogue {
    const stat = statSync(join(directory, CATALOGUE_FILE), { bigint: true, throwIfNoEntry: false });
    if (stat === undefined) return EMPTY_CATALOGUE;
    const stamp = `${stat.ino} ${stat.mtimeNs}`;
    const known = this.#catalogues.get(directory);
    if (known?.stamp === stamp) return known.catalogue;
    const catalogue = readCatalogue(directory) ?? EMPTY_CATALOGUE;
    this.#catalogues.set(directory, { stamp, catalogue });
    this.#closeUnlisted(directory, catalogue);
    return catalogue;
  }

  /** A removed file takes up disk space for as long as somebody has it open. */
  #closeUnlisted(directory: string, { closed, live }: SeriesCatalogue): void {
    const listed = new Set([...closed.map((file) => file.name), live].map((name) => join(directory, name ?? '')));
    for (const [path, entry] of this.#files) {
      if (dirname(path) !== directory || listed.has(path) || entry.users > 0) continue;
      entry.file.close();
      this.#files.delete(path);
    }
  }

  #acquire(path: string): { readonly file: F; users: number } {
    const entry = this.#files.get(path) ?? { file: this.#openFile(path), users: 0 };
    // Put last again: the first entries are those not used for longest.
    this.#files.delete(path);
    this.#files.set(path, entry);
    entry.users += 1;
    return entry;
  }

  #release(): void {
    for (const [path, entry] of this.#files) {
      if (this.#files.size <= MAX_OPEN_FILES) return;
      if (entry.users > 0) continue;
      entry.file.close();
      this.#files.delete(path);
    }
  }

  /** Takes a file that is gone or damaged as empty; any other error is the caller's. */
  #explain(path: string, error: unknown): void {
    if (!existsSync(path) && !existsSync(toSealedName(path))) return;
    if (!isCorruption(error)) throw error;
    this.#damaged.add(path);
    this.#report(`${path} is damaged and is left out of all answers: ${String(error)}`);
  }
}
