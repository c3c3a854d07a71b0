import type { BotRecord } from '../record/bot-record.ts';
import { compareCopies } from '../record/copy-order.ts';
import { compareOldestFirst } from '../record/record-order.ts';

/** Records oldest first, each uid once; of copies the one that stands for all. */
export function toUniqueRecords(records: readonly BotRecord[]): readonly BotRecord[] {
  const seen = new Set<string>();
  const ordered = [...records].sort((a, b) => compareOldestFirst(a, b) || compareCopies(a, b));
  return ordered.filter(({ uid }) => !seen.has(uid) && seen.add(uid));
}
