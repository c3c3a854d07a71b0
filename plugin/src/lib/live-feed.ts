import {
  collectRecords,
  parseTailFrame,
  toUnixMillis,
  toUnixNano,
  type BotRecord,
  type LokiClient,
  type RecordQuery,
} from '@botscope/records';
import { isAborted } from './backend.ts';
import type { TailOpener } from './tail.ts';

/** How news come: `socket` = pushed, `polling` = asked for, `none` = only when somebody asks. */
export type FeedWay = 'connecting' | 'socket' | 'polling' | 'none';

/** Where a feed stands. */
export interface FeedState {
  readonly way: FeedWay;
  /** Of the newest reading; absent when it succeeded. */
  readonly error?: unknown;
  /** When records were last read by a query, milliseconds since the epoch; absent before the first time. */
  readonly readAtMillis?: number;
  /** There is more before the first record than was read. */
  readonly isCut: boolean;
}

/** What a feed works on. */
export interface LiveFeedOptions {
  readonly client: LokiClient;
  readonly openTail: TailOpener;
  readonly buildQuery: () => Promise<RecordQuery>;
  /** Records from here on, milliseconds since the epoch. */
  readonly sinceMillis: number;
  /** Most records of one reading: the newest ones. */
  readonly maxRecords: number;
  /** `live`: pushed as they arrive, or read every second where that fails. A number: read after so many milliseconds. 0: not by itself. */
  readonly pace: 'live' | number;
  readonly nowMillis: () => number;
  /** `isNews` is false for what was stored before the feed began. May bring a record again. */
  readonly onRecords: (records: readonly BotRecord[], isNews: boolean) => void;
  readonly onState: (state: FeedState) => void;
}

/** A running feed. */
export interface LiveFeed {
  /** Reads what is missing now; resolves when it has been read, also when that failed. */
  readNow(): Promise<void>;
  stop(): void;
}

/** Records of a bot come in this late without anything being wrong, so that far back is asked again. */
const LATENESS_MILLIS = 10_000;
/** No reading begins further before the one before it, however long nothing came. */
const LONGEST_OVERLAP_MILLIS = 60_000;
/** Clocks of bots may be ahead of the browser's. */
const CLOCK_LEEWAY_MILLIS = 60_000;
const POLL_MILLIS = 1_000;
/** While records are pushed: in case a proxy on the way holds them back. */
const CHECK_MILLIS = 10_000;
const LONGEST_WAIT_MILLIS = 30_000;

/**
 * Follows a query. Records are pushed by a tail; whatever a tail may miss (before it stands, when it breaks, when it
 * leaves entries out) is read again by a query from a little before the newest record known.
 */
export function startLiveFeed(options: LiveFeedOptions): LiveFeed {
  const feed = new Feed(options);
  feed.start();
  return { readNow: () => feed.read(), stop: () => feed.stop() };
}

class Feed {
  readonly #options: LiveFeedOptions;
  readonly #stopped = new AbortController();
  #state: FeedState;
  #newestMillis = 0;
  #reading: Promise<void> | undefined;
  #readAgain = false;
  #failures = 0;
  #ends = 0;
  #readTimer: ReturnType<typeof setTimeout> | undefined;
  #tailTimer: ReturnType<typeof setTimeout> | undefined;
  #closeTail: () => void = () => undefined;

  constructor(options: LiveFeedOptions) {
    this.#options = options;
    this.#state = { way: options.pace === 'live' ? 'connecting' : 'none', isCut: false };
  }

  start(): void {
    if (typeof this.#options.pace === 'number' && this.#options.pace > 0) this.#set({ way: 'polling' });
    void this.read();
    if (this.#options.pace === 'live') void this.#openTail();
  }

  stop(): void {
    this.#stopped.abort();
    clearTimeout(this.#readTimer);
    clearTimeout(this.#tailTimer);
    this.#closeTail();
  }

  /** One reading at a time; a wish while one runs brings another one after it, since the first may be over its place already. */
  read(): Promise<void> {
    if (this.#reading) {
      this.#readAgain = true;
      return this.#reading;
    }
    this.#reading = this.#readAll().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async #readAll(): Promise<void> {
    clearTimeout(this.#readTimer);
    do {
      this.#readAgain = false;
      await this.#readOnce();
    } while (this.#readAgain && !this.#stopped.signal.aborted);
    this.#scheduleRead();
  }

  async #readOnce(): Promise<void> {
    const { client, buildQuery, nowMillis, maxRecords, sinceMillis, onRecords } = this.#options;
    const { signal } = this.#stopped;
    const { readAtMillis } = this.#state;
    const nextMillis = readAtMillis === undefined ? sinceMillis : this.#toStart(readAtMillis);
    const [beganAtMillis, startMillis] = [nowMillis(), Math.max(sinceMillis, nextMillis)];
    const range = {
      startUnixNano: toUnixNano(startMillis),
      endUnixNano: toUnixNano(Math.max(startMillis, beganAtMillis) + CLOCK_LEEWAY_MILLIS),
    };
    try {
      const isNews = readAtMillis !== undefined;
      const { records, complete } = await collectRecords({
        client,
        queries: [await buildQuery()],
        range,
        maxRecords,
        signal,
      });
      if (signal.aborted) return;
      this.#failures = 0;
      this.#take(records);
      onRecords(records, isNews);
      this.#set({ error: undefined, readAtMillis: beganAtMillis, ...(complete ? {} : { isCut: true }) });
    } catch (error) {
      if (signal.aborted || isAborted(error)) return;
      this.#failures += 1;
      this.#set({ error });
    }
  }

  #scheduleRead(): void {
    const { pace } = this.#options;
    if (this.#stopped.signal.aborted || pace === 0) return;
    const usual = pace === 'live' ? (this.#state.way === 'socket' ? CHECK_MILLIS : POLL_MILLIS) : pace;
    const millis = this.#failures === 0 ? usual : Math.max(usual, toWait(this.#failures));
    this.#readTimer = setTimeout(() => void this.read(), millis);
  }

  async #openTail(): Promise<void> {
    const query = await this.#options.buildQuery().catch(() => undefined);
    if (this.#stopped.signal.aborted) return;
    // Without the store's labels no query can be built; the reading says so.
    if (!query) return this.#endTail();
    const { area, logql } = query;
    const startUnixNano = toUnixNano(this.#options.nowMillis() - LATENESS_MILLIS);
    this.#closeTail = this.#options.openTail(
      { area, logql, startUnixNano },
      {
        onOpen: () => {
          this.#set({ way: 'socket' });
          // What arrived between the reading before and the opening.
          void this.read();
        },
        onMessage: (text) => this.#onMessage(text),
        onEnd: () => this.#endTail(),
      },
    );
  }

  #onMessage(text: string): void {
    try {
      const { records, droppedCount } = parseTailFrame(text);
      this.#ends = 0;
      // Before the first reading, news could not be told from what was stored before.
      if (this.#state.readAtMillis !== undefined) {
        this.#take(records);
        this.#options.onRecords(records, true);
      }
      if (droppedCount > 0) void this.read();
    } catch {
      this.#closeTail();
      this.#endTail();
    }
  }

  #endTail(): void {
    if (this.#stopped.signal.aborted) return;
    this.#closeTail = () => undefined;
    this.#ends += 1;
    this.#set({ way: 'polling' });
    void this.read();
    this.#tailTimer = setTimeout(() => void this.#openTail(), toWait(this.#ends));
  }

  #toStart(readAtMillis: number): number {
    return Math.max(this.#newestMillis - LATENESS_MILLIS, readAtMillis - LONGEST_OVERLAP_MILLIS);
  }

  #take(records: readonly BotRecord[]): void {
    const newest = records.reduce((most, { timestampUnixNano: nano }) => (nano > most ? nano : most), 0n);
    // A clock that runs ahead must not carry the place of the next reading past what others write now.
    this.#newestMillis = Math.max(this.#newestMillis, Math.min(toUnixMillis(newest), this.#options.nowMillis()));
  }

  #set(change: Partial<FeedState>): void {
    if (this.#stopped.signal.aborted) return;
    this.#state = { ...this.#state, ...change };
    this.#options.onState(this.#state);
  }
}

/** 1, 2, 4 … seconds. */
function toWait(failures: number): number {
  return Math.min(LONGEST_WAIT_MILLIS, 1_000 * 2 ** (failures - 1));
}
