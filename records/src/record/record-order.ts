import type { BotRecord } from './bot-record.ts';

type Ordered = Pick<BotRecord, 'timestampUnixNano' | 'uid'>;

/** Time ascending, then uid ascending. */
export function compareOldestFirst(a: Ordered, b: Ordered): number {
  if (a.timestampUnixNano !== b.timestampUnixNano) return a.timestampUnixNano < b.timestampUnixNano ? -1 : 1;
  if (a.uid === b.uid) return 0;
  return a.uid < b.uid ? -1 : 1;
}

/** Time descending, then uid descending: the exact reverse of the chronological order. */
export function compareNewestFirst(a: Ordered, b: Ordered): number {
  return compareOldestFirst(b, a);
}
