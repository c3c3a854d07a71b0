import type { LokiClient, RecordQuery, TimeRange } from '@botscope/records';
import { createPager } from '@botscope/records';

/** What a page asks the store when a person opens it or sets a filter. */
export interface PageQuestion {
  /** Page and filter. */
  readonly name: string;
  /** Resolves with how much was found: both engines must find the same. */
  readonly ask: (client: LokiClient) => Promise<number>;
}

const PAGE_SIZE = 100;

/** The first page of a list. */
export function askFirstPage(name: string, queries: readonly RecordQuery[], range: TimeRange): PageQuestion {
  return {
    name,
    ask: async (client) =>
      (await createPager({ client, queries, range, pageSize: PAGE_SIZE }).nextPage()).records.length,
  };
}
