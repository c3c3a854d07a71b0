import type { BotRecord } from '../record/bot-record.ts';
import { createPager, type PagerOptions } from './pager.ts';

/** What to read completely. */
export interface CollectOptions extends Omit<PagerOptions, 'pageSize' | 'cursor'> {
  /** Default 50,000. */
  readonly maxRecords?: number;
  readonly signal?: AbortSignal;
  /**
   * Told of the records so far while more are read, newest first: of a small first page, then whenever they have at
   * least doubled, so that working on each part costs no more than twice what working on the whole does.
   */
  readonly onPart?: (records: readonly BotRecord[]) => void;
}

const DEFAULT_MAX_RECORDS = 50_000;
const PAGE_SIZE = 1000;
/** Of the first page where somebody waits for it. */
const FIRST_PAGE_SIZE = 200;

/** All records of the queries, newest first; `complete` is false when there are more than `maxRecords`. */
export async function collectRecords({
  maxRecords = DEFAULT_MAX_RECORDS,
  signal,
  onPart,
  ...options
}: CollectOptions): Promise<{ readonly records: readonly BotRecord[]; readonly complete: boolean }> {
  const firstPageSize = onPart ? FIRST_PAGE_SIZE : PAGE_SIZE;
  let pager = createPager({ ...options, pageSize: Math.min(firstPageSize, maxRecords) });
  const records: BotRecord[] = [];
  let toldCount = 0;
  for (;;) {
    const page = await pager.nextPage(signal);
    records.push(...page.records);
    if (page.done) return { records, complete: true };
    if (records.length >= maxRecords) return { records: records.slice(0, maxRecords), complete: false };
    if (onPart === undefined) continue;
    // The cursor makes the next pages larger.
    if (toldCount === 0 && page.cursor) pager = createPager({ ...options, pageSize: PAGE_SIZE, cursor: page.cursor });
    if (records.length < 2 * toldCount) continue;
    toldCount = records.length;
    onPart([...records]);
  }
}
