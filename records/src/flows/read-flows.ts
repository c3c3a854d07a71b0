import { LABEL } from '../logql/label-names.ts';
import type { LokiClient } from '../loki/loki-client.ts';
import { buildCountBy } from '../queries/metric-query.ts';
import type { QueryContext } from '../queries/record-query.ts';
import { parseRecord } from '../record/parse-record.ts';
import type { TimeRange } from '../time-range.ts';
import { buildDropOffQuery, buildFlowQuery, buildFlowStepQuery, buildFold } from './flow-queries.ts';
import type { FlowFilter, FlowKey, FlowRow, LastSeen } from './flow-row.ts';
import { foldFlows, toFlowKeyText } from './fold-flows.ts';

/** Where and when flows are looked at. */
export interface FlowsRequest {
  readonly client: LokiClient;
  readonly filter: FlowFilter;
  readonly range: TimeRange;
  readonly context?: QueryContext;
  readonly signal?: AbortSignal;
}

/** Newest runs that are read to tell when each flow was last seen. */
const NEWEST_RUNS = 500;
const FLOW = [LABEL.environment, LABEL.bot, LABEL.flowId];

/** All flows that came to an end in a range, the most run first. Counted by the store, so over the whole range. */
export async function readFlows({ client, filter, range, context, signal }: FlowsRequest): Promise<readonly FlowRow[]> {
  const seconds = toSeconds(range);
  const ask = (logql: string) =>
    client.queryVector({
      ...{ area: 'records', logql, timeUnixNano: range.endUnixNano },
      ...(signal ? { signal } : {}),
    });
  const runs = buildFlowQuery(filter, context);
  const toQuantile = (quantile: number) =>
    buildFold(runs, { operation: `quantile_over_time(${quantile}, `, of: LABEL.durationMs, by: FLOW }, seconds);
  const slowest = { operation: 'max_over_time(', of: LABEL.durationMs, by: [...FLOW, LABEL.stepId, LABEL.stepName] };
  const [counts, medians, p95s, dropOffs, steps, findLastSeen] = await Promise.all([
    ask(buildCountBy(runs, [...FLOW, LABEL.flowName, LABEL.flowTrigger, LABEL.outcome], seconds)),
    ask(toQuantile(0.5)),
    ask(toQuantile(0.95)),
    ask(buildCountBy(buildDropOffQuery(filter, context), FLOW, seconds)),
    ask(buildFold(buildFlowStepQuery(filter, [], context), slowest, seconds)),
    readLastSeen({ client, filter, range, ...(context ? { context } : {}), ...(signal ? { signal } : {}) }),
  ]);
  return foldFlows({ runs: counts, medians, p95s, dropOffs, steps, findLastSeen });
}

/** Length of a range in seconds, rounded up, as metric queries name it. */
export function toSeconds({ startUnixNano, endUnixNano }: TimeRange): number {
  return Math.max(1, Math.ceil(Number(endUnixNano - startUnixNano) / 1e9));
}

async function readLastSeen({
  client,
  filter,
  range,
  context,
  signal,
}: FlowsRequest): Promise<(key: FlowKey) => LastSeen | undefined> {
  const { area, logql } = buildFlowQuery(filter, context);
  const entries = await client.queryEntries({
    ...{ area, logql, ...range, limit: NEWEST_RUNS },
    ...(signal ? { signal } : {}),
  });
  const newest = new Map<string, LastSeen>();
  for (const { botId = '', environment = '', flowId = '', timestampUnixNano } of entries.map(parseRecord)) {
    const text = toFlowKeyText({ bot: botId, environment, id: flowId });
    if (!newest.has(text)) newest.set(text, { unixNano: timestampUnixNano, isExact: true });
  }
  const oldest = entries.length < NEWEST_RUNS ? undefined : entries.at(-1)?.timestampUnixNano;
  const before = oldest === undefined ? undefined : { unixNano: oldest, isExact: false };
  return (key) => newest.get(toFlowKeyText(key)) ?? before;
}
