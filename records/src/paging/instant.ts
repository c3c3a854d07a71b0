import { isNoneOf, isOneOf, matchesAny, renderStage, type Condition } from '../logql/condition.ts';
import { greaterTextRegexes, lessTextRegexes } from '../logql/text-order.ts';
import { LABEL } from '../logql/label-names.ts';
import { MAX_ENTRIES, type LokiClient } from '../loki/loki-client.ts';
import type { LokiEntry } from '../loki/loki-entry.ts';
import type { RecordQuery } from '../queries/record-query.ts';
import { readStoredUid } from '../record/stored-uid.ts';

/** Everything that a query has at one nanosecond. */
export interface Instant {
  readonly entries: readonly LokiEntry[];
  /** False when it holds more records without uid than the store gives at once: nothing tells those apart. */
  readonly complete: boolean;
}

/**
 * Reads all records of one nanosecond, however many there are: where one answer cannot hold them, the uids seen split
 * the rest into those before and those after, until each part fits.
 */
export async function readInstant(
  client: LokiClient,
  query: RecordQuery,
  timeUnixNano: bigint,
  { signal, limit = MAX_ENTRIES }: { readonly signal?: AbortSignal; readonly limit?: number } = {},
): Promise<Instant> {
  const ask = (conditions: readonly Condition[]) =>
    client.queryEntries({
      area: query.area,
      logql: query.logql + conditions.map(renderStage).join(''),
      startUnixNano: timeUnixNano,
      endUnixNano: timeUnixNano + 1n,
      limit,
      ...(signal ? { signal } : {}),
    });
  const all = await ask([]);
  if (all.length < limit) return { entries: all, complete: true };
  const unnamed = await ask([isOneOf(LABEL.uid, [''])]);
  const named = await readParts(ask, [isNoneOf(LABEL.uid, [''])], limit);
  return { entries: [...unnamed, ...named], complete: unnamed.length < limit };
}

type Ask = (conditions: readonly Condition[]) => Promise<readonly LokiEntry[]>;

async function readParts(ask: Ask, part: readonly Condition[], limit: number): Promise<readonly LokiEntry[]> {
  const entries = await ask(part);
  if (entries.length < limit) return entries;
  const uids = entries.map((entry) => readStoredUid(entry) ?? '').sort();
  const middle = uids[Math.floor(uids.length / 2)] ?? '';
  // Neither side holds the middle uid, so each has fewer uids than the whole and this ends.
  const before = await readParts(ask, [...part, matchesAny(LABEL.uid, lessTextRegexes(middle))], limit);
  const after = await readParts(ask, [...part, matchesAny(LABEL.uid, greaterTextRegexes(middle))], limit);
  return [...before, ...entries.filter((entry) => readStoredUid(entry) === middle), ...after];
}
