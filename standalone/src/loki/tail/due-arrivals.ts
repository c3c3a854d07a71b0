import type { ArrivalFeed } from './arrival-feed.ts';

/** What {@link watchArrivals} needs. */
export interface DueArrivalsOptions {
  readonly feed: ArrivalFeed;
  /** How long commits gather, so that a burst of them is read at once. */
  readonly gatherMillis: number;
  /** How much longer a record waits, so that older ones that come late are sent in order with it. */
  readonly delayMillis: number;
  /** A clock that never goes back. */
  readonly nowMillis: () => number;
  readonly onNews: () => void;
}

/** Which of the stored records are due. */
export interface DueArrivals {
  /** Everything up to this id is due. */
  dueId(): bigint;
  /** Until more is due; undefined when nothing waits. */
  millisToNext(): number | undefined;
  stop(): void;
}

/** Follows a feed from its present end on. */
export function watchArrivals(options: DueArrivalsOptions): DueArrivals {
  const { feed, gatherMillis, delayMillis, nowMillis, onNews } = options;
  const marks: { lastId: bigint; readonly gathersUntil: number }[] = [];
  let due = feed.lastId;
  const stop = feed.onCommit(() => {
    const now = nowMillis();
    const newest = marks.at(-1);
    if (newest !== undefined && now < newest.gathersUntil) newest.lastId = feed.lastId;
    else marks.push({ lastId: feed.lastId, gathersUntil: now + gatherMillis });
    onNews();
  });
  return {
    stop,
    dueId() {
      const now = nowMillis();
      for (let [mark] = marks; mark !== undefined && mark.gathersUntil + delayMillis <= now; [mark] = marks) {
        due = mark.lastId;
        marks.shift();
      }
      return due;
    },
    millisToNext() {
      const [mark] = marks;
      return mark === undefined ? undefined : mark.gathersUntil + delayMillis - nowMillis();
    },
  };
}
