import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FileBounds } from './live-database.ts';
import type { LiveFile } from './live-file.ts';
import { readSealedBounds } from './sealed/read-sealed-bounds.ts';
import {
  EMPTY_CATALOGUE,
  readCatalogue,
  writeCatalogue,
  type ClosedFile,
  type SeriesCatalogue,
} from './series-catalogue.ts';
import { isCorruption, StoreError, toStoreError } from './store-error.ts';
import {
  formatFileName,
  isSealed,
  listFileNames,
  parseFileName,
  removeFile,
  removeLeftovers,
  setFileAside,
  toSealedName,
  toUnsealedName,
  toUtcDay,
} from './store-files.ts';

/** What a series of files needs. */
export interface SeriesOptions<Item> {
  readonly directory: string;
  /** Opens or creates a file. */
  readonly openFile: (path: string) => LiveFile<Item>;
  /** A file takes no more items once it has this many. */
  readonly maxRows: number;
  readonly retentionDays: number;
  /** Writes a closed file anew in the layout of sealed files, safe on disk. Absent = files stay as they were written. */
  readonly seal?: (from: string, to: string) => Promise<void>;
  /** Is told what was found damaged and where it was put. */
  readonly report: (message: string) => void;
}

const DAY_NANO = 86_400_000_000_000n;

/** Writing side of one series: its live file, roll-over by UTC day and size, retention. */
export class SeriesWriter<Item> {
  readonly #options: SeriesOptions<Item>;
  #closed: readonly ClosedFile[] = [];
  #live: { readonly file: LiveFile<Item>; readonly name: string; rows: number } | undefined;
  #number = 0;
  #isClosed = false;

  /** Opens a series; damaged files are set aside. A series without files leaves no trace. */
  constructor(options: SeriesOptions<Item>) {
    this.#options = options;
    if (!existsSync(options.directory)) return;
    removeLeftovers(options.directory);
    const known = readCatalogue(options.directory) ?? EMPTY_CATALOGUE;
    const names = this.#dropSecondCopies(known);
    this.#number = parseFileName(names.at(-1) ?? '')?.number ?? 0;
    this.#closed = known.closed.flatMap((file) => findPresent(file, names) ?? []);
    for (const name of names) this.#adopt(name, name === names.at(-1));
    const isKnown = this.#closed.every(({ name }, index) => name === known.closed[index]?.name);
    if (this.#live?.name !== known.live || !isKnown || this.#closed.length !== known.closed.length) this.#save();
    for (const { name } of this.#closed) this.#sealLater(name);
  }

  /** The id of the newest item, or 0n. */
  get lastId(): bigint {
    return this.#live?.file.bounds().lastId ?? this.#closed.at(-1)?.lastId ?? 0n;
  }

  /** The file for so many more items; starts a new one on a new day or when the present one is full. */
  fileFor(count: number, nowMillis: number): LiveFile<Item> {
    const utcDay = toUtcDay(nowMillis);
    const isFull = this.#live !== undefined && this.#live.rows > 0 && this.#live.rows + count > this.#options.maxRows;
    if (isFull || this.#isOfAnotherDay(utcDay)) this.#closeLive();
    const live = (this.#live ??= this.#startFile(utcDay));
    live.rows += count;
    return live.file;
  }

  /** Removes the files whose newest item is older than the retention. */
  expire(nowMillis: number): void {
    if (this.#isOfAnotherDay(toUtcDay(nowMillis))) this.#closeLive();
    const oldest = BigInt(nowMillis) * 1_000_000n - BigInt(this.#options.retentionDays) * DAY_NANO;
    const expired = this.#closed.filter((file) => file.maxUnixNano < oldest);
    if (expired.length === 0) return;
    this.#closed = this.#closed.filter((file) => file.maxUnixNano >= oldest);
    this.#save();
    for (const file of expired) removeFile(join(this.#options.directory, file.name));
  }

  /** Closes the live file; the next start goes on with it. */
  close(): void {
    this.#isClosed = true;
    this.#live?.file.close();
    this.#live = undefined;
  }

  #isOfAnotherDay(utcDay: string): boolean {
    return this.#live !== undefined && parseFileName(this.#live.name)?.utcDay !== utcDay;
  }

  /** A file that was being sealed stands there twice: what the catalogue names stays. */
  #dropSecondCopies({ closed }: SeriesCatalogue): string[] {
    const names = listFileNames(this.#options.directory);
    const dropped = names.filter(isSealed).flatMap((name) => {
      const unsealed = toUnsealedName(name);
      if (!names.includes(unsealed)) return [];
      return closed.some((file) => file.name === name) ? unsealed : name;
    });
    for (const name of dropped) removeFile(join(this.#options.directory, name));
    return names.filter((name) => !dropped.includes(name));
  }

  #adopt(name: string, isNewest: boolean): void {
    if (this.#closed.some((file) => file.name === name)) return;
    const path = join(this.#options.directory, name);
    if (isSealed(name)) this.#adoptSealed(path, name);
    else this.#adoptUnsealed(path, name, isNewest);
  }

  #adoptSealed(path: string, name: string): void {
    try {
      this.#addClosed(name, readSealedBounds(path));
    } catch (error) {
      this.#setAside(path, error);
    }
  }

  #adoptUnsealed(path: string, name: string, isNewest: boolean): void {
    let file: LiveFile<Item> | undefined;
    try {
      file = this.#options.openFile(path);
      file.checkIntegrity();
      const { rows } = file.bounds();
      if (isNewest) this.#live = { file, name, rows };
      else this.#retire(file, name);
    } catch (error) {
      file?.close();
      if (!isCorruption(error) && !(error instanceof StoreError)) throw toStoreError(error, path);
      this.#setAside(path, error);
    }
  }

  #setAside(path: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    const aside = setFileAside(path);
    this.#options.report(
      `a file of the store is damaged (${reason}); it was put aside as ${aside}. Its records are missing from the pages; "sqlite3 ${aside} .recover" may still read them.`,
    );
  }

  #startFile(utcDay: string): { file: LiveFile<Item>; name: string; rows: number } {
    mkdirSync(this.#options.directory, { recursive: true });
    const name = formatFileName(this.#number + 1, utcDay);
    const file = this.#options.openFile(join(this.#options.directory, name));
    this.#number += 1;
    try {
      writeCatalogue(this.#options.directory, { closed: this.#closed, live: name });
    } catch (error) {
      file.close();
      throw error;
    }
    return { file, name, rows: 0 };
  }

  #closeLive(): void {
    if (this.#live === undefined) return;
    const { file, name } = this.#live;
    this.#live = undefined;
    this.#retire(file, name);
    this.#save();
    this.#sealLater(name);
  }

  #retire(file: LiveFile<Item>, name: string): void {
    const bounds = file.bounds();
    file.close();
    this.#addClosed(name, bounds);
  }

  /** Adds a file to the closed ones, or removes it when nothing is in it. */
  #addClosed(name: string, { minUnixNano, maxUnixNano, firstId, lastId }: FileBounds): void {
    if (minUnixNano === undefined || maxUnixNano === undefined || firstId === undefined || lastId === undefined) {
      removeFile(join(this.#options.directory, name));
    } else {
      this.#closed = [...this.#closed, { name, minUnixNano, maxUnixNano, firstId, lastId }];
    }
  }

  #sealLater(name: string): void {
    const { directory, seal, report } = this.#options;
    if (seal === undefined || isSealed(name) || !this.#closed.some((file) => file.name === name)) return;
    const [from, to] = [join(directory, name), join(directory, toSealedName(name))];
    seal(from, to)
      .then(() => this.#replace(name, toSealedName(name)))
      .catch((error: unknown) => {
        // One that has expired meanwhile is missed by nobody.
        if (this.#isClosed || !this.#closed.some((file) => file.name === name)) return;
        report(`${from} could not be sealed and stays as it is, larger and slower: ${String(error)}`);
      });
  }

  /** From the catalogue on, the sealed file is the one that counts. A store that was closed meanwhile decides at its next start. */
  #replace(name: string, sealed: string): void {
    if (this.#isClosed) return;
    const before = this.#closed;
    const isListed = before.some((file) => file.name === name);
    if (isListed) {
      this.#closed = before.map((file) => (file.name === name ? { ...file, name: sealed } : file));
      try {
        this.#save();
      } catch (error) {
        this.#closed = before;
        removeFile(join(this.#options.directory, sealed));
        throw error;
      }
    }
    removeFile(join(this.#options.directory, isListed ? name : sealed));
  }

  #save(): void {
    writeCatalogue(this.#options.directory, { closed: this.#closed, live: this.#live?.name });
  }
}

/** The file as it is there: a restored backup may hold what the catalogue does not name yet, or names no more. */
function findPresent(file: ClosedFile, names: readonly string[]): ClosedFile | undefined {
  const name = [file.name, toSealedName(toUnsealedName(file.name)), toUnsealedName(file.name)].find((one) =>
    names.includes(one),
  );
  return name === undefined ? undefined : { ...file, name };
}
