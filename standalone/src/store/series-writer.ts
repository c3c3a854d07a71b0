import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LiveFile } from './live-file.ts';
import { EMPTY_CATALOGUE, readCatalogue, writeCatalogue, type ClosedFile } from './series-catalogue.ts';
import { isCorruption, StoreError, toStoreError } from './store-error.ts';
import { formatFileName, listFileNames, parseFileName, removeFile, setFileAside, toUtcDay } from './store-files.ts';

/** What a series of files needs. */
export interface SeriesOptions<Item> {
  readonly directory: string;
  /** Opens or creates a file. */
  readonly openFile: (path: string) => LiveFile<Item>;
  /** A file takes no more items once it has this many. */
  readonly maxRows: number;
  readonly retentionDays: number;
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

  /** Opens a series; damaged files are set aside. A series without files leaves no trace. */
  constructor(options: SeriesOptions<Item>) {
    this.#options = options;
    if (!existsSync(options.directory)) return;
    const known = readCatalogue(options.directory) ?? EMPTY_CATALOGUE;
    const names = listFileNames(options.directory);
    this.#number = parseFileName(names.at(-1) ?? '')?.number ?? 0;
    this.#closed = known.closed.filter((file) => names.includes(file.name));
    for (const name of names) this.#adopt(name, name === names.at(-1));
    if (this.#live?.name !== known.live || this.#closed.length !== known.closed.length) this.#save();
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
    this.#live?.file.close();
    this.#live = undefined;
  }

  #isOfAnotherDay(utcDay: string): boolean {
    return this.#live !== undefined && parseFileName(this.#live.name)?.utcDay !== utcDay;
  }

  #adopt(name: string, isNewest: boolean): void {
    if (this.#closed.some((file) => file.name === name)) return;
    const path = join(this.#options.directory, name);
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
  }

  /** Adds a file to the closed ones, or removes it when nothing is in it. */
  #retire(file: LiveFile<Item>, name: string): void {
    const { minUnixNano, maxUnixNano, firstId, lastId } = file.bounds();
    file.close();
    if (minUnixNano === undefined || maxUnixNano === undefined || firstId === undefined || lastId === undefined) {
      removeFile(file.path);
    } else {
      this.#closed = [...this.#closed, { name, minUnixNano, maxUnixNano, firstId, lastId }];
    }
  }

  #save(): void {
    writeCatalogue(this.#options.directory, { closed: this.#closed, live: this.#live?.name });
  }
}
