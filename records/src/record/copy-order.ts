import type { BotRecord } from './bot-record.ts';
import { compareNewestFirst } from './record-order.ts';

/**
 * Order of copies of one record, the one that stands for all first: the one that is kept long, then the one whose text
 * sorts first; never the one that happened to arrive first, which each store decides on its own.
 */
export function compareCopies(a: BotRecord, b: BotRecord): number {
  if (a === b) return 0;
  if (a.pinned !== b.pinned) return a.pinned ? -1 : 1;
  const [left, right] = [toText(a), toText(b)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Newest first; of copies the one that stands for all comes first, so that the others are the ones left out. */
export function compareForShowing(a: BotRecord, b: BotRecord): number {
  return compareNewestFirst(a, b) || compareCopies(a, b);
}

function toText(record: BotRecord): string {
  const maps = [record.labels, record.metadata].map((map) => Object.entries(map).sort(([x], [y]) => (x < y ? -1 : 1)));
  return JSON.stringify([record.line, ...maps]);
}
