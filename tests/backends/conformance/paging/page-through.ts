import { createPager, type BotRecord, type PageCursor, type RecordQuery, type TimeRange } from '@botscope/records';
import type { Engine } from '../engines/two-engines.ts';

/** How a list is paged through. */
export interface Paging {
  readonly queries: readonly RecordQuery[];
  readonly range: TimeRange;
  readonly pageSize: number;
  /** A new pager for each page, which goes on where the cursor of the one before stands. */
  readonly byCursor: boolean;
}

/** All records of a list, in the order in which a page shows them. Throws when a page is not full before the last. */
export async function pageThrough({ client }: Engine, paging: Paging): Promise<readonly BotRecord[]> {
  const { byCursor, ...options } = paging;
  const records: BotRecord[] = [];
  let cursor: PageCursor | undefined;
  let pager = createPager({ client, ...options });
  for (;;) {
    const page = await pager.nextPage();
    records.push(...page.records);
    if (page.progress.incompleteAtUnixNano.length > 0) throw new Error('A nanosecond could not be read completely.');
    if (page.done) return records;
    if (page.records.length === 0) throw new Error('A page is empty, and not the last.');
    cursor = page.cursor;
    if (byCursor) pager = createPager({ client, ...options, ...(cursor ? { cursor } : {}) });
  }
}
