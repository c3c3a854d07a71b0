import { toConversationKey, toKeyText } from '../assembly/conversation-key.ts';
import type { LokiClient } from '../loki/loki-client.ts';
import { collectRecords } from '../paging/collect-records.ts';
import type { ConversationFilter } from '../filters/conversation-filter.ts';
import type { QueryContext } from '../queries/record-query.ts';
import type { BotRecord } from '../record/bot-record.ts';
import { clipTimeRange, type TimeRange } from '../time-range.ts';
import { buildListQueries } from './list-queries.ts';

const NANOS_PER_HOUR = 3_600_000_000_000n;
/** How far back older turns are looked for, step by step: most conversations are short. */
const LOOK_BACK_HOURS = [1n, 6n, 24n, 168n];

/** Where to look for the rest of conversations. */
export interface OlderRecordsOptions {
  readonly client: LokiClient;
  readonly filter: ConversationFilter;
  readonly context?: QueryContext;
  /** Everything at or after its end is known already. */
  readonly range: TimeRange;
  readonly signal?: AbortSignal;
}

/**
 * The older records of conversations of which some are known; stops looking for one as soon as its beginning is found.
 * `known` has the records of each conversation by the text of its key.
 */
export async function readOlderRecords(
  known: ReadonlyMap<string, readonly BotRecord[]>,
  options: OlderRecordsOptions,
): Promise<readonly BotRecord[]> {
  const found: BotRecord[] = [];
  let open = [...known.values()].filter((records) => !records.some(isBeginning)).map(toConversationKey);
  for (const range of toLookBackRanges(options.range)) {
    if (open.length === 0) break;
    const uids = [...new Set(open.map(({ uid }) => uid))];
    const queries = buildListQueries(options.filter, uids, options.context);
    const { records } = await collectRecords({ ...options, queries, range });
    found.push(...records);
    const begun = new Set(records.filter(isBeginning).map((record) => toKeyText(toConversationKey([record]))));
    open = open.filter((key) => !begun.has(toKeyText(key)));
  }
  return found;
}

function isBeginning(record: BotRecord): boolean {
  return record.turnIndex === 1 || (record.type === 'conversation' && record.phase === 'started');
}

/** The range in parts that join, newest first, each reaching further back. */
function toLookBackRanges(range: TimeRange): readonly TimeRange[] {
  const starts = LOOK_BACK_HOURS.map((hours) => range.endUnixNano - hours * NANOS_PER_HOUR);
  const ends = [range.endUnixNano, ...starts];
  return [...starts, range.startUnixNano]
    .map((startUnixNano, i) => clipTimeRange(range, { startUnixNano, endUnixNano: ends[i] ?? startUnixNano }))
    .filter(({ startUnixNano, endUnixNano }) => endUnixNano > startUnixNano);
}
