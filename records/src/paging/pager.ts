import { MAX_ENTRIES, type LokiClient } from '../loki/loki-client.ts';
import type { RecordQuery } from '../queries/record-query.ts';
import type { BotRecord } from '../record/bot-record.ts';
import { compareForShowing } from '../record/copy-order.ts';
import { clipTimeRange, type TimeRange } from '../time-range.ts';
import { advanceCursor, type PageCursor } from './page-cursor.ts';
import { toFraction, type PagingProgress } from './paging-progress.ts';
import { createQuerySource, type QuerySource } from './query-source.ts';

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
   * The next records: exactly a page unless `done`. Every uid comes once over all pages, ordered by time and uid, both
   * descending. After a rejection (abort, failed request) it can be called again and goes on where it was. Calls made
   * at the same time are answered one after the other.
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
  /** Told after every fetch, for long searches. */
  readonly onProgress?: (progress: PagingProgress) => void;
}

const DEFAULT_PAGE_SIZE = 100;
const MAX_PAGE_SIZE = 2500;
/** Asked for beyond a page, so that the nanosecond held back at a batch's end seldom costs a second request. */
const SPARE_ENTRIES = 10;

/** A pager at the newest end of its range, or at its cursor. */
export function createPager(options: PagerOptions): Pager {
  const state = createPagerState(options);
  let previous: Promise<unknown> = Promise.resolve();
  return {
    nextPage: (signal) => {
      const page = previous.then(() => readPage(state, signal));
      previous = page.catch(() => undefined);
      return page;
    },
  };
}

interface PagerState {
  readonly sources: readonly QuerySource[];
  readonly range: TimeRange;
  readonly pageSize: number;
  readonly shown: Set<string>;
  /** Taken from the sources and not yet given; a failed fetch leaves them here. */
  readonly ready: BotRecord[];
  readonly incompleteAt: bigint[];
  readonly onProgress: (progress: PagingProgress) => void;
  cursor: PageCursor | undefined;
  requestCount: number;
}

function createPagerState({ client, queries, cursor, ...options }: PagerOptions): PagerState {
  const pageSize = Math.min(Math.max(1, options.pageSize ?? DEFAULT_PAGE_SIZE), MAX_PAGE_SIZE);
  const seen = cursor?.seen ?? [];
  const limit = Math.min(pageSize + seen.length + SPARE_ENTRIES, MAX_ENTRIES);
  const range = clipTimeRange(options.range, cursor ? { endUnixNano: cursor.endUnixNano } : {});
  const incompleteAt: bigint[] = [];
  const onIncomplete = (time: bigint) => void incompleteAt.push(time);
  return {
    sources: queries.map((query) => createQuerySource({ client, query, range, limit, onIncomplete })),
    range: options.range,
    pageSize,
    shown: new Set(seen),
    ready: [],
    incompleteAt,
    onProgress: options.onProgress ?? (() => undefined),
    cursor,
    requestCount: 0,
  };
}

async function readPage(state: PagerState, signal?: AbortSignal): Promise<RecordPage> {
  while (state.ready.length < state.pageSize) {
    await fillSources(state, signal);
    const record = takeNewest(state.sources);
    if (record === undefined) break;
    if (state.shown.has(record.uid)) continue;
    state.shown.add(record.uid);
    state.ready.push(record);
  }
  const records = state.ready.splice(0);
  state.cursor = advanceCursor(state.cursor, records);
  const done = state.sources.every((source) => source.isExhausted() && source.peek() === undefined);
  return { records, done, progress: toProgress(state), ...(state.cursor ? { cursor: state.cursor } : {}) };
}

/** Until every source knows its next record: only then is the newest of them the newest of all. */
async function fillSources(state: PagerState, signal?: AbortSignal): Promise<void> {
  for (;;) {
    const waiting = state.sources.filter((source) => source.peek() === undefined && !source.isExhausted());
    if (waiting.length === 0) return;
    signal?.throwIfAborted();
    // All have settled before anything is rejected, so that no fetch of a source overlaps its next one.
    const fetches = await Promise.allSettled(waiting.map((source) => source.fetch(signal)));
    state.requestCount += waiting.length;
    state.onProgress(toProgress(state));
    const failure = fetches.find((fetch) => fetch.status === 'rejected');
    if (failure) throw failure.reason;
  }
}

function takeNewest(sources: readonly QuerySource[]): BotRecord | undefined {
  let newest: QuerySource | undefined;
  for (const source of sources) {
    const record = source.peek();
    const best = newest?.peek();
    if (record && (best === undefined || compareForShowing(record, best) < 0)) newest = source;
  }
  return newest?.take();
}

function toProgress(state: PagerState): PagingProgress {
  const times = state.sources.map((source) => source.searchedBackTo());
  const searchedBackToUnixNano = times.reduce((a, b) => (a > b ? a : b), state.range.startUnixNano);
  return {
    searchedBackToUnixNano,
    fraction: toFraction(state.range, searchedBackToUnixNano),
    requestCount: state.requestCount,
    incompleteAtUnixNano: [...state.incompleteAt],
  };
}
