import type { Tenant } from '@botscope/conventions';
import { parseRecord, type BotRecord } from '@botscope/records';
import { askEngine, readEntries, type EngineEntry } from './ask-engine.ts';
import { describeDifference } from './describe-difference.ts';
import type { GeneratedQuery } from './generated-queries.ts';
import type { TwoEngines } from './two-engines.ts';

/** From inclusive, to exclusive. */
export interface Range {
  readonly start: bigint;
  readonly end: bigint;
}

/** What is wrong with one filter, if anything, and how many records it selects. */
export interface FilterComparison {
  readonly problem?: string;
  readonly selected: number;
}

async function ask(url: string, tenant: Tenant, logql: string, { start, end }: Range): Promise<EngineEntry[]> {
  const parameters = { query: logql, start: String(start), end: String(end), limit: '5000' };
  return readEntries(await askEngine(url, tenant, 'query_range', parameters));
}

/** All records of a tenant, as Loki has them. */
export async function readAll(engines: TwoEngines, tenant: Tenant, whole: Range): Promise<BotRecord[]> {
  const entries = await ask(engines.lokiUrl, tenant, '{service_name=~".+"}', whole);
  return entries.map((entry) => parseRecord(entry));
}

const uidsOf = (records: readonly BotRecord[]): string => [...new Set(records.map(({ uid }) => uid))].sort().join(' ');

/** Asks both engines and compares their answers with each other and with our own evaluation of the filter. */
export async function compareFilter(
  engines: TwoEngines,
  { tenant, queries, matches }: GeneratedQuery,
  whole: Range,
  all: readonly BotRecord[],
): Promise<FilterComparison> {
  const found: EngineEntry[] = [];
  for (const { logql, startUnixNano, endUnixNano } of queries) {
    const range = { start: startUnixNano ?? whole.start, end: endUnixNano ?? whole.end };
    if (range.start >= range.end) continue;
    const loki = await ask(engines.lokiUrl, tenant, logql, range);
    const difference = describeDifference(loki, await ask(engines.standaloneUrl, tenant, logql, range));
    if (difference !== undefined) return { problem: `${logql}\n    ${difference}`, selected: loki.length };
    found.push(...loki);
  }
  const selected = uidsOf(found.map((entry) => parseRecord(entry)));
  const meant = uidsOf(all.filter(matches));
  if (selected === meant) return { selected: found.length };
  const logql = queries.map((query) => query.logql).join('\n    ');
  return { problem: `${logql}\n    both give ${selected}\n    the filter means ${meant}`, selected: found.length };
}
