import { TENANTS, type Tenant } from '@botscope/conventions';
import {
  buildApiCallQueries,
  buildConversationQuery,
  buildCount,
  buildDurationPercentile,
  buildEntityHistoryQuery,
  buildLogQuery,
  buildOutcomeHistogram,
  buildRecordByUidQuery,
  buildTurnHistogramQuery,
  buildTurnQuery,
} from '@botscope/records';

/** A request to the Loki API whose answers must be alike. */
export interface FixedQuestion {
  readonly name: string;
  readonly tenant: Tenant;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const NANOS_PER_SECOND = 1_000_000_000n;

/** Queries of the pages that select one thing or compute, and what Loki answers to mistakes. */
export function listFixedQuestions(nowUnixNano: bigint): FixedQuestion[] {
  const range = { start: String(nowUnixNano - 60n * NANOS_PER_SECOND), end: String(nowUnixNano + 1n) };
  // Whole minutes, as pages ask for them: steps that lie between seconds are Loki's own business.
  const end = (nowUnixNano / (60n * NANOS_PER_SECOND) + 1n) * 60n * NANOS_PER_SECOND;
  const minutes = { start: String(end - 600n * NANOS_PER_SECOND), end: String(end), step: '60' };
  const [calls] = buildApiCallQueries({});
  if (calls === undefined) throw new Error('No query for API calls.');
  const logs = buildLogQuery({ minLevel: 'warning' });
  const entries = (name: string, tenant: Tenant, query: string, more: Record<string, string> = {}): FixedQuestion => ({
    name,
    tenant,
    path: 'query_range',
    parameters: { query, ...range, limit: '5000', ...more },
  });
  const metric = (name: string, tenant: Tenant, query: string): FixedQuestion => ({
    name,
    tenant,
    path: 'query_range',
    parameters: { query, ...minutes },
  });
  const instant = (name: string, tenant: Tenant, query: string): FixedQuestion => ({
    name,
    tenant,
    path: 'query',
    parameters: { query, time: String(end) },
  });
  const everything = '{service_name="bot"}';
  return [
    ...TENANTS.map((tenant) => entries(`all records of tenant ${tenant}`, tenant, everything)),
    entries('one conversation', 'bots', buildConversationQuery({ uid: 'conv-2' }).logql),
    entries(
      'one conversation of a bot and environment',
      'bots',
      buildConversationQuery({ uid: 'conv-1', bot: 'shop', environment: 'staging' }).logql,
    ),
    entries('one turn', 'bots', buildTurnQuery({ turnId: 'turn-1' }).logql),
    entries('one record', 'api', buildRecordByUidQuery('api-calls', 'u00300').logql),
    entries('the life of one entity', 'audit', buildEntityHistoryQuery({ type: 'card', id: '7' }).logql),
    metric('histogram of calls by outcome', 'api', buildOutcomeHistogram(calls, 60)),
    metric('histogram of records from a level on', 'bots', buildOutcomeHistogram(logs, 60)),
    metric('histogram of turns', 'bots', buildOutcomeHistogram(buildTurnHistogramQuery({ channels: ['web'] }), 60)),
    metric('highest duration', 'api', buildDurationPercentile(calls, 1, 60)),
    metric('95th percentile of durations', 'api', buildDurationPercentile(calls, 0.95, 60)),
    instant('count of calls', 'api', buildCount(calls, 600)),
    instant('health of a data source', 'bots', 'vector(1)+vector(1)'),
    entries('start = end', 'bots', everything, { end: range.start }),
    entries('end before start', 'bots', everything, { start: range.end, end: range.start }),
    entries('limit 0', 'bots', everything, { limit: '0' }),
    entries('limit over the maximum', 'bots', everything, { limit: '5001' }),
    entries('a limit that is no number', 'bots', everything, { limit: 'many' }),
    entries('an unknown tenant’s nothing', 'bots', '{service_name="nobody"}'),
    entries('a query that breaks off', 'bots', '{service_name="bot"'),
    entries('a query without a selector', 'bots', '|= "x"'),
    entries('a selector that selects all', 'bots', '{}'),
    entries('a selector that may be empty', 'bots', '{service_name=~".*"}'),
    entries('a wrong regular expression', 'bots', '{service_name=~"("}'),
    entries('an empty query', 'bots', ''),
    instant('records at one moment', 'bots', everything),
    { name: 'labels', tenant: 'bots', path: 'labels', parameters: range },
    { name: 'values of a label', tenant: 'bots', path: 'label/deployment_environment_name/values', parameters: range },
    { name: 'values of a label that is none', tenant: 'bots', path: 'label/nothing/values', parameters: range },
    { name: 'series', tenant: 'api', path: 'series', parameters: { ...range, 'match[]': everything } },
  ];
}
