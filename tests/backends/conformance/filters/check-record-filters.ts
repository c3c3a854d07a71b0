import type { Tenant } from '@botscope/conventions';
import { clipTimeRange, parseRecord, type BotRecord, type RecordQuery, type TimeRange } from '@botscope/records';
import type { Engine, TwoEngines } from '../engines/two-engines.ts';
import { describeDifference, readEntries, type EngineEntry } from '../engines/read-entries.ts';
import type { RecordFilter } from './record-filters.ts';

/** What became of one filter. */
export interface FilterOutcome {
  readonly problem: string | undefined;
  /** It selects some of the page's records, but not all. */
  readonly isPartial: boolean;
}

/** All records of a tenant in a range. */
export interface RangeRecords {
  readonly range: TimeRange;
  readonly records: readonly BotRecord[];
  /** Uids of those that a page shows without a filter. */
  readonly shown: Readonly<Record<RecordFilter['page'], string>>;
}

function ask(engine: Engine, tenant: Tenant, query: string, range: TimeRange): Promise<EngineEntry[]> {
  const [start, end] = [String(range.startUnixNano), String(range.endUnixNano)];
  const parameters = { query, start, end, limit: '5000' };
  return engine.ask({ tenant, path: 'query_range', parameters }).then(readEntries);
}

const isShown: Readonly<Record<RecordFilter['page'], (record: BotRecord) => boolean>> = {
  audit: ({ type }) => type === 'audit',
  'api-calls': ({ type }) => type === 'api-call' || type === 'script-exception',
  logs: ({ kind }) => kind === 'log',
  conversation: ({ kind }) => kind === 'conversation' || kind === 'step' || kind === 'log',
};

/** What a range holds for each page. */
export function toRangeRecords(range: TimeRange, records: readonly BotRecord[]): RangeRecords {
  const shown = (page: RecordFilter['page']): string => uidsOf(records.filter(isShown[page]));
  return {
    range,
    records,
    shown: {
      ...{ audit: shown('audit'), 'api-calls': shown('api-calls') },
      ...{ logs: shown('logs'), conversation: shown('conversation') },
    },
  };
}

const uidsOf = (records: readonly BotRecord[]): string => [...new Set(records.map(({ uid }) => uid))].sort().join(' ');

/** Asks both engines and compares their answers with each other, entry by entry, and with our own evaluation. */
export async function checkRecordFilter(
  { loki, standalone }: TwoEngines,
  { page, tenant, queries, matches }: RecordFilter,
  { range, records, shown }: RangeRecords,
): Promise<FilterOutcome> {
  const found: EngineEntry[] = [];
  for (const query of queries) {
    const own = clipToQuery(range, query);
    if (own === undefined) continue;
    const [theirs, ours] = await Promise.all([
      ask(loki, tenant, query.logql, own),
      ask(standalone, tenant, query.logql, own),
    ]);
    const difference = describeDifference(theirs, ours);
    if (difference !== undefined) return { problem: `${query.logql}\n${difference}`, isPartial: false };
    found.push(...theirs);
  }
  const selected = uidsOf(found.map((entry) => parseRecord(entry)));
  const meant = uidsOf(records.filter(matches));
  const isPartial = selected !== '' && selected !== shown[page];
  if (selected === meant) return { problem: undefined, isPartial };
  const logql = queries.map((query) => query.logql).join('\n');
  return { problem: `${logql}\nboth give ${selected}\nthe filter means ${meant}`, isPartial };
}

function clipToQuery(range: TimeRange, query: RecordQuery): TimeRange | undefined {
  const own = clipTimeRange(range, query);
  return own.startUnixNano < own.endUnixNano ? own : undefined;
}
