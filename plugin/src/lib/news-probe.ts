import { parseRecord, toUnixNano, type LokiClient, type RecordQuery } from '@botscope/records';

/** Records come in this late without anything being wrong, and clocks of bots differ by that much. */
const LATENESS_MILLIS = 15_000;
const CLOCK_LEEWAY_MILLIS = 60_000;
const MOST_NEWS = 500;

/** Finds out cheaply whether a list has to be read again. */
export interface NewsProbe {
  /**
   * Whether records match the query that the probe has not seen before.
   * @param sinceMillis time of the probe before, milliseconds since the epoch
   */
  hasNews(query: RecordQuery, sinceMillis: number): Promise<boolean>;
}

/** A probe that asks for the newest moments only, and remembers what it saw in them. */
export function createNewsProbe(client: LokiClient, nowMillis: () => number): NewsProbe {
  let seen: ReadonlySet<string> = new Set();
  return {
    hasNews: async ({ area, logql }, sinceMillis) => {
      const entries = await client.queryEntries({
        area,
        logql,
        startUnixNano: toUnixNano(sinceMillis - LATENESS_MILLIS),
        endUnixNano: toUnixNano(nowMillis() + CLOCK_LEEWAY_MILLIS),
        limit: MOST_NEWS,
      });
      const uids = entries.map((entry) => parseRecord(entry).uid);
      const isNew = uids.some((uid) => !seen.has(uid));
      seen = new Set(uids);
      return isNew;
    },
  };
}
