import type { BotRecord } from '../record/bot-record.ts';
import { compareOldestFirst } from '../record/record-order.ts';

/** What a reader sees of a window. */
export interface RecordWindowView {
  /** Oldest first, each once. */
  readonly records: readonly BotRecord[];
  /** Records that had to go because there is room for so many only. */
  readonly evictedCount: number;
  /** Records that came while it is paused and are not among `records` yet. */
  readonly waitingCount: number;
  readonly isPaused: boolean;
}

/** The newest records of a stream that may bring them late, twice and out of order. */
export interface RecordWindow {
  /** The same object until something changes. */
  view(): RecordWindowView;
  /** Takes records in, or keeps them waiting while it is paused; gives those it did not know. */
  add(records: readonly BotRecord[]): readonly BotRecord[];
  pause(): void;
  /** Goes on, with what has waited. */
  resume(): void;
  /** Empties it. What was in it does not come back by {@link add}. */
  clear(): void;
}

/** Uids that are remembered, as multiples of the records that are kept: what is read twice lies close together. */
const REMEMBERED_SHARE = 4;

/** A window of at most `limit` records; at most as many wait while it is paused. */
export function createRecordWindow(limit: number): RecordWindow {
  const seen = new Set<string>();
  let kept: Kept = { records: [], evictedCount: 0 };
  let waiting: Kept = { records: [], evictedCount: 0 };
  let isPaused = false;
  let shown: RecordWindowView | undefined;

  const remember = (records: readonly BotRecord[]) => {
    const fresh = records.filter(({ uid }) => !seen.has(uid) && seen.add(uid));
    for (const uid of seen) {
      if (seen.size <= limit * REMEMBERED_SHARE) break;
      seen.delete(uid);
    }
    return fresh;
  };
  const change = (change: () => void) => {
    change();
    shown = undefined;
  };
  return {
    view: () =>
      (shown ??= {
        records: kept.records,
        evictedCount: kept.evictedCount,
        waitingCount: waiting.records.length + waiting.evictedCount,
        isPaused,
      }),
    add: (records) => {
      const fresh = remember(records);
      if (fresh.length === 0) return fresh;
      change(() => {
        if (isPaused) waiting = merge(waiting, fresh, limit);
        else kept = merge(kept, fresh, limit);
      });
      return fresh;
    },
    pause: () => change(() => (isPaused = true)),
    resume: () =>
      change(() => {
        isPaused = false;
        const merged = merge(kept, waiting.records, limit);
        kept = { ...merged, evictedCount: merged.evictedCount + waiting.evictedCount };
        waiting = { records: [], evictedCount: 0 };
      }),
    clear: () =>
      change(() => {
        kept = { records: [], evictedCount: 0 };
        waiting = { records: [], evictedCount: 0 };
      }),
  };
}

interface Kept {
  readonly records: readonly BotRecord[];
  readonly evictedCount: number;
}

function merge({ records, evictedCount }: Kept, more: readonly BotRecord[], limit: number): Kept {
  const all = [...records, ...more].sort(compareOldestFirst);
  const excess = Math.max(0, all.length - limit);
  return { records: all.slice(excess), evictedCount: evictedCount + excess };
}
