import type { BotRecord } from '../record/bot-record.ts';
import { compareOldestFirst } from '../record/record-order.ts';

/**
 * Records oldest first, each uid once. Where copies differ the one that is kept long stands for all, then the one whose
 * text sorts first: never the one that happened to arrive first.
 */
export function toUniqueRecords(records: readonly BotRecord[]): readonly BotRecord[] {
  const seen = new Set<string>();
  return [...records].sort(compareCopies).filter(({ uid }) => !seen.has(uid) && seen.add(uid));
}

function compareCopies(a: BotRecord, b: BotRecord): number {
  const order = compareOldestFirst(a, b);
  if (order !== 0 || a === b) return order;
  if (a.pinned !== b.pinned) return a.pinned ? -1 : 1;
  const [left, right] = [toText(a), toText(b)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function toText(record: BotRecord): string {
  const maps = [record.labels, record.metadata].map((map) => Object.entries(map).sort(([x], [y]) => (x < y ? -1 : 1)));
  return JSON.stringify([record.line, ...maps]);
}
