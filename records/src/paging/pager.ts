import type { LokiClient } from '../loki/loki-client.ts';
import type { RecordQuery } from '../queries/record-query.ts';
import type { BotRecord } from '../record/bot-record.ts';
import type { TimeRange } from '../time-range.ts';

/** Where a page ended; a pager made with it goes on there. */
export interface PageCursor {
  /** One nanosecond after the last record shown. */
  readonly endUnixNano: bigint;
  /** Uids already shown at the last record's nanosecond. */
  readonly seen: readonly string[];
}

/** How far a search has come, backwards in time. */
export interface PagingProgress {
  /** Everything at or after this time has been searched. */
  readonly searchedBackToUnixNano: bigint;
  /** 0 … 1 of the range's time. */
  readonly fraction: number;
  /** Log queries sent so far. */
  readonly requestCount: number;
  /** Nanoseconds that hold more records without uid than the store gives at once; some of those are not shown. */
  readonly incompleteAtUnixNano: readonly bigint[];
}

/** Some records, newest first, and whether older ones may follow. */
export interface RecordPage {
  readonly records: readonly BotRecord[];
  /** True when nothing older is in the range. */
  readonly done: boolean;
  readonly progress: PagingProgress;
  /** Absent while nothing has been shown. */
  readonly cursor?: PageCursor;
}

/** Pages backwards through the records of one or more queries. */
export interface Pager {
  /**
   * The next records: exactly a page unless `done`. Every uid comes once over all pages, ordered by time and uid,
   * both descending. After a rejection (abort, failed request) it can be called again and goes on where it was.
   * Calls made at the same time are answered one after the other.
   */
  nextPage(signal?: AbortSignal): Promise<RecordPage>;
}

/** What a pager works on. */
export interface PagerOptions {
  readonly client: LokiClient;
  /** Merged and de-duplicated. */
  readonly queries: readonly RecordQuery[];
  readonly range: TimeRange;
  /** Default 100, at most 2,500. */
  readonly pageSize?: number;
  readonly cursor?: PageCursor;
  /** Told after every request, for long searches. */
  readonly onProgress?: (progress: PagingProgress) => void;
}

/** A pager at the newest end of its range, or at its cursor. */
export function createPager(_options: PagerOptions): Pager {
  throw new Error('not built yet');
}

/** What to read completely. */
export interface CollectOptions extends Omit<PagerOptions, 'pageSize' | 'cursor'> {
  /** Default 50,000. */
  readonly maxRecords?: number;
  readonly signal?: AbortSignal;
}

/** All records of the queries, newest first; `complete` is false when there are more than `maxRecords`. */
export async function collectRecords(
  _options: CollectOptions,
): Promise<{ readonly records: readonly BotRecord[]; readonly complete: boolean }> {
  throw new Error('not built yet');
}
