import type { BotRecord } from '../record/bot-record.ts';
import { createPager, type PagerOptions } from './pager.ts';

/** What to read completely. */
export interface CollectOptions extends Omit<PagerOptions, 'pageSize' | 'cursor'> {
  /** Default 50,000. */
  readonly maxRecords?: number;
  readonly signal?: AbortSignal;
}

const DEFAULT_MAX_RECORDS = 50_000;
const PAGE_SIZE = 1000;

/** All records of the queries, newest first; `complete` is false when there are more than `maxRecords`. */
export async function collectRecords({
  maxRecords = DEFAULT_MAX_RECORDS,
  signal,
  ...options
}: CollectOptions): Promise<{ readonly records: readonly BotRecord[]; readonly complete: boolean }> {
  const pager = createPager({ ...options, pageSize: Math.min(PAGE_SIZE, maxRecords) });
  const records: BotRecord[] = [];
  for (;;) {
    const page = await pager.nextPage(signal);
    records.push(...page.records);
    if (page.done) return { records, complete: true };
    if (records.length >= maxRecords) return { records: records.slice(0, maxRecords), complete: false };
  }
}
