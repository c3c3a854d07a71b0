import { createPager } from '../paging/pager.ts';
import type { LokiClient } from '../loki/loki-client.ts';
import type { RecordQuery } from '../queries/record-query.ts';
import type { TimeRange } from '../time-range.ts';

/** Where to look for conversations, and how many may be found. */
export interface ConversationSearch {
  readonly client: LokiClient;
  readonly queries: readonly RecordQuery[];
  readonly range: TimeRange;
  readonly limit: number;
  readonly signal?: AbortSignal;
}

const PAGE_SIZE = 1000;

/** UIDs of the conversations that have a record among the queries'; undefined when there are more than the limit. */
export async function collectConversationUids(search: ConversationSearch): Promise<ReadonlySet<string> | undefined> {
  const pager = createPager({ ...search, pageSize: PAGE_SIZE });
  const uids = new Set<string>();
  for (;;) {
    const page = await pager.nextPage(search.signal);
    for (const { conversationId } of page.records) {
      if (conversationId !== undefined) uids.add(conversationId);
    }
    if (uids.size > search.limit) return undefined;
    if (page.done) return uids;
  }
}
