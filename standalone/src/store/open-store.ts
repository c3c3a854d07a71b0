import {
  RETENTION_CLASSES,
  SPAN_RETENTION_DAYS,
  TENANTS,
  type RetentionClass,
  type Tenant,
} from '@botscope/conventions';
import { commitAll, rollbackAll } from './commit-all.ts';
import { GroupCommit } from './group-commit.ts';
import type { LiveFile } from './live-file.ts';
import type { NewRecord } from './new-record.ts';
import { openRecordReader, type StoreReader } from './open-record-reader.ts';
import { openSpanReader } from './open-span-reader.ts';
import { RecordLiveFile } from './record-live-file.ts';
import { SeriesWriter } from './series-writer.ts';
import { SpanLiveFile } from './span-live-file.ts';
import type { SpanReader, StoredSpan } from './span-reader.ts';
import { toStoreError } from './store-error.ts';
import { recordSeriesDirectory, spanSeriesDirectory } from './store-files.ts';
import { StoreLock } from './store-lock.ts';

/** Sizes and times of the store. */
export interface StoreLimits {
  /** A file takes no more rows once it has this many. */
  readonly maxRowsPerFile: number;
  /** Time between two commits at most, in which requests gather. */
  readonly groupCommitMillis: number;
}

/** Limits for one machine. */
export const DEFAULT_STORE_LIMITS: StoreLimits = { maxRowsPerFile: 50_000, groupCommitMillis: 10 };

/** What a store needs. */
export interface StoreOptions {
  readonly dataDirectory: string;
  /** Milliseconds since the epoch; decides roll-over and retention. */
  readonly clock?: () => number;
  readonly limits?: Partial<StoreLimits>;
  /** Is told what a person should know, such as a damaged file. */
  readonly report?: (message: string) => void;
}

/** The records and spans of a data directory, held against other processes. */
export interface Store {
  /** Resolves once all records are on disk. @throws StoreError when none of them is. */
  appendRecords(records: readonly NewRecord[]): Promise<void>;
  /** Resolves once all spans are on disk. @throws StoreError when none of them is. */
  appendSpans(spans: readonly StoredSpan[]): Promise<void>;
  /** For this thread; other threads use `openRecordReader`. Closed with the store. */
  readonly reader: StoreReader;
  readonly spanReader: SpanReader;
  /** The id of the newest record or span on disk. */
  readonly lastId: bigint;
  /** Calls back after each commit; the answer takes the listener away. */
  onCommit(listener: () => void): () => void;
  readCursor(name: string): bigint;
  writeCursor(name: string, id: bigint): void;
  /** Removes files whose newest item is older than its retention. Runs at the start and every hour by itself. */
  expire(): void;
  /** Commits what waits and closes everything. A second call does nothing. */
  close(): void;
}

const HOUR_MILLIS = 3_600_000;

/** Requests that gather are committed in pieces of about this many, so that none waits for a very long commit. */
const MAX_ITEMS_PER_COMMIT = 5_000;

/**
 * Opens a data directory.
 * @throws StoreError when it cannot be written or another process has it.
 */
export function openStore(options: StoreOptions): Store {
  const lock = new StoreLock(options.dataDirectory);
  try {
    return new DirectoryStore(options, lock);
  } catch (error) {
    lock.close();
    throw toStoreError(error, options.dataDirectory);
  }
}

/** The items of one request, by series. `places` are their positions in the request: ids follow that order. */
interface RequestBatch {
  readonly size: number;
  readonly parts: readonly {
    readonly series: SeriesWriter<unknown>;
    readonly items: unknown[];
    readonly places: number[];
  }[];
}

type RecordSeries = Readonly<Record<Tenant, Readonly<Record<RetentionClass, SeriesWriter<NewRecord>>>>>;

class DirectoryStore implements Store {
  readonly reader: StoreReader;
  readonly spanReader: SpanReader;
  readonly #options: StoreOptions;
  readonly #clock: () => number;
  readonly #lock: StoreLock;
  readonly #records: RecordSeries;
  readonly #spans: SeriesWriter<StoredSpan>;
  readonly #commits: GroupCommit<RequestBatch>;
  readonly #listeners = new Set<() => void>();
  readonly #timer: NodeJS.Timeout;
  #lastId: bigint;
  #isClosed = false;

  constructor(options: StoreOptions, lock: StoreLock) {
    const limits = { ...DEFAULT_STORE_LIMITS, ...options.limits };
    const report = options.report ?? ((message: string) => process.emitWarning(message));
    this.#options = options;
    this.#clock = options.clock ?? Date.now;
    this.#lock = lock;
    this.#records = openRecordSeries(options.dataDirectory, limits.maxRowsPerFile, report);
    this.#spans = new SeriesWriter<StoredSpan>({
      directory: spanSeriesDirectory(options.dataDirectory),
      openFile: (path) => new SpanLiveFile(path),
      maxRows: limits.maxRowsPerFile,
      retentionDays: SPAN_RETENTION_DAYS,
      report,
    });
    this.#lastId = [...this.#series().map((series) => series.lastId), lock.highestCursor()].reduce(max);
    this.#commits = new GroupCommit((batches) => this.#commit(batches), {
      intervalMillis: limits.groupCommitMillis,
      maxItems: MAX_ITEMS_PER_COMMIT,
    });
    this.reader = openRecordReader(options.dataDirectory, report);
    this.spanReader = openSpanReader(options.dataDirectory, report);
    this.expire();
    this.#timer = setInterval(() => this.expire(), HOUR_MILLIS).unref();
  }

  get lastId(): bigint {
    return this.#lastId;
  }

  appendRecords(records: readonly NewRecord[]): Promise<void> {
    const parts = new Map<SeriesWriter<NewRecord>, { readonly items: NewRecord[]; readonly places: number[] }>();
    records.forEach((record, place) => {
      const series = this.#records[record.tenant][record.stream.retentionClass];
      let part = parts.get(series);
      if (part === undefined) parts.set(series, (part = { items: [], places: [] }));
      part.items.push(record);
      part.places.push(place);
    });
    return this.#add({
      size: records.length,
      parts: [...parts].map(([series, part]) => ({ series, ...part })),
    });
  }

  appendSpans(spans: readonly StoredSpan[]): Promise<void> {
    const places = spans.map((_, place) => place);
    return this.#add({ size: spans.length, parts: [{ series: this.#spans, items: [...spans], places }] });
  }

  onCommit(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  readCursor(name: string): bigint {
    return this.#lock.readCursor(name);
  }

  writeCursor(name: string, id: bigint): void {
    this.#lock.writeCursor(name, id);
  }

  expire(): void {
    for (const series of this.#series()) series.expire(this.#clock());
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#commits.close();
    this.reader.close();
    this.spanReader.close();
    for (const series of this.#series()) series.close();
    this.#lock.close();
  }

  #series(): SeriesWriter<unknown>[] {
    const records = Object.values(this.#records).flatMap((classes) => Object.values(classes));
    return [...records, this.#spans] as SeriesWriter<unknown>[];
  }

  #add(batch: RequestBatch): Promise<void> {
    return batch.size === 0 ? Promise.resolve() : this.#commits.add(batch, batch.size);
  }

  #commit(batches: readonly RequestBatch[]): void {
    const firstId = this.#lastId + 1n;
    const open: LiveFile<unknown>[] = [];
    try {
      for (const [series, { items, ids }] of groupBySeries(batches, firstId)) {
        const file = series.fileFor(items.length, this.#clock());
        file.begin();
        open.push(file);
        items.forEach((item, index) => file.append(item, ids[index] ?? 0n));
      }
    } catch (error) {
      rollbackAll(open);
      throw toStoreError(error, this.#options.dataDirectory);
    }
    this.#commitFiles(open, firstId);
    this.#lastId += BigInt(batches.reduce((sum, batch) => sum + batch.size, 0));
    for (const listener of this.#listeners) listener();
  }

  #commitFiles(files: readonly LiveFile<unknown>[], firstId: bigint): void {
    try {
      commitAll(files, firstId);
    } catch (error) {
      throw toStoreError(error, this.#options.dataDirectory);
    }
  }
}

function openRecordSeries(dataDirectory: string, maxRows: number, report: (message: string) => void): RecordSeries {
  const open = (tenant: Tenant) =>
    RETENTION_CLASSES.map(({ name, days }) => {
      const series = new SeriesWriter<NewRecord>({
        directory: recordSeriesDirectory(dataDirectory, tenant, name),
        openFile: (path) => new RecordLiveFile(path),
        maxRows,
        retentionDays: days,
        report,
      });
      return [name, series];
    });
  return Object.fromEntries(TENANTS.map((tenant) => [tenant, Object.fromEntries(open(tenant))])) as RecordSeries;
}

function groupBySeries(
  batches: readonly RequestBatch[],
  firstId: bigint,
): Map<SeriesWriter<unknown>, { readonly items: unknown[]; readonly ids: bigint[] }> {
  const groups = new Map<SeriesWriter<unknown>, { readonly items: unknown[]; readonly ids: bigint[] }>();
  let base = firstId;
  for (const { size, parts } of batches) {
    for (const { series, items, places } of parts) {
      let group = groups.get(series);
      if (group === undefined) groups.set(series, (group = { items: [], ids: [] }));
      for (const item of items) group.items.push(item);
      for (const place of places) group.ids.push(base + BigInt(place));
    }
    base += BigInt(size);
  }
  return groups;
}

function max(left: bigint, right: bigint): bigint {
  return left > right ? left : right;
}
