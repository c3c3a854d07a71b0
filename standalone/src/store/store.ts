import type { NewRecord } from './new-record.ts';
import type { StoreReader } from './open-record-reader.ts';
import type { SealFile } from './sealing/sealing-queue.ts';
import type { SpanReader, StoredSpan } from './span-reader.ts';

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
  /** Seals closed files, one at a time. Absent = they stay as they were written. */
  readonly sealFile?: SealFile;
  /** Is told what a person should know, such as a damaged file. Default: process warnings. */
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
  /** The id of the newest record or span on disk; ids rise in order of arrival. */
  readonly lastId: bigint;
  /** Calls back after each commit; the answer takes the listener away. */
  onCommit(listener: () => void): () => void;
  /** The id up to which a follower has handled everything; 0n at the beginning. */
  readCursor(name: string): bigint;
  writeCursor(name: string, id: bigint): void;
  /** Removes files whose newest item is older than its retention. Runs at the start and every hour by itself. */
  expire(): void;
  /** Commits what waits and closes everything. A second call does nothing. */
  close(): void;
}
