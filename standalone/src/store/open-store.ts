import { commitAll, rollbackAll } from './commit-all.ts';
import { GroupCommit } from './group-commit.ts';
import type { LiveFile } from './live-file.ts';
import type { NewRecord } from './new-record.ts';
import { openRecordReader, type StoreReader } from './open-record-reader.ts';
import { openSpanReader } from './open-span-reader.ts';
import { groupBySeries, toRequestBatch, type RequestBatch } from './request-batch.ts';
import { SealingQueue } from './sealing/sealing-queue.ts';
import type { SpanReader, StoredSpan } from './span-reader.ts';
import { toStoreError } from './store-error.ts';
import { StoreLock } from './store-lock.ts';
import { openSeries, type StoreSeries } from './store-series.ts';
import { DEFAULT_STORE_LIMITS, type Store, type StoreOptions } from './store.ts';

export type { Store, StoreOptions } from './store.ts';

const HOUR_MILLIS = 3_600_000;

/** Requests that gather are committed in pieces of about this many items, so that none waits for a very long commit. */
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

class DirectoryStore implements Store {
  readonly reader: StoreReader;
  readonly spanReader: SpanReader;
  readonly #dataDirectory: string;
  readonly #clock: () => number;
  readonly #lock: StoreLock;
  readonly #series: StoreSeries;
  readonly #sealing: SealingQueue | undefined;
  readonly #commits: GroupCommit<RequestBatch>;
  readonly #listeners = new Set<() => void>();
  readonly #timer: NodeJS.Timeout;
  #lastId: bigint;
  #isClosed = false;

  constructor(options: StoreOptions, lock: StoreLock) {
    const limits = { ...DEFAULT_STORE_LIMITS, ...options.limits };
    const report = options.report ?? ((message: string) => process.emitWarning(message));
    this.#dataDirectory = options.dataDirectory;
    this.#clock = options.clock ?? Date.now;
    this.#lock = lock;
    const sealing = options.sealFile === undefined ? undefined : new SealingQueue(options.sealFile);
    this.#sealing = sealing;
    this.#series = openSeries({
      dataDirectory: options.dataDirectory,
      maxRows: limits.maxRowsPerFile,
      report,
      ...(sealing === undefined ? {} : { seal: (from, to) => sealing.add(from, to) }),
    });
    // The cursors count too: a follower must not take new records for ones it has handled.
    this.#lastId = [lock.highestCursor(), ...this.#series.all.map((series) => series.lastId)].reduce(max);
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
    const { records: series } = this.#series;
    return this.#add(toRequestBatch(records, (record) => series[record.tenant][record.stream.retentionClass]));
  }

  appendSpans(spans: readonly StoredSpan[]): Promise<void> {
    return this.#add(toRequestBatch(spans, () => this.#series.spans));
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
    for (const series of this.#series.all) series.expire(this.#clock());
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#sealing?.close();
    this.#commits.close();
    this.reader.close();
    this.spanReader.close();
    for (const series of this.#series.all) series.close();
    this.#lock.close();
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
      commitAll(open, firstId);
    } catch (error) {
      rollbackAll(open);
      throw toStoreError(error, this.#dataDirectory);
    }
    this.#lastId += BigInt(batches.reduce((sum, batch) => sum + batch.size, 0));
    for (const listener of this.#listeners) listener();
  }
}

function max(left: bigint, right: bigint): bigint {
  return left > right ? left : right;
}
