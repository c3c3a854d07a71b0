import { isOneOf } from '../logql/condition.ts';
import { LABEL } from '../logql/label-names.ts';
import type { VectorSample } from '../loki/metric-series.ts';
import { collectRecords } from '../paging/collect-records.ts';
import { buildCountBy } from '../queries/metric-query.ts';
import type { BotRecord } from '../record/bot-record.ts';
import { parseRecord } from '../record/parse-record.ts';
import { buildDropOffQuery, buildFlowStepQuery, buildFold } from './flow-queries.ts';
import type { FlowExample, FlowKey, FlowStepRow } from './flow-row.ts';
import { foldFlowSteps, toExample } from './fold-flow-steps.ts';
import { toSeconds, type FlowsRequest } from './read-flows.ts';

/** The steps of a flow, in the order in which they run. */
export interface FlowSteps {
  readonly steps: readonly FlowStepRow[];
  /** Drop-offs whose last step was looked for: the newest ones. */
  readonly lookedAtCount: number;
  /** Whether there are more drop-offs than were looked at. */
  readonly isCut: boolean;
}

/** Which flow's steps are read. */
export type FlowStepsRequest = Omit<FlowsRequest, 'filter'> & { readonly key: FlowKey };

/** Drop-offs whose last step is looked for. */
const MOST_DROP_OFFS = 100;
/** Steps in which examples of the slowest run are looked for, one query each. */
const MOST_EXAMPLES = 5;
const STEP = [LABEL.stepId];

/** Reads the steps of a flow: counts over the whole range, drop-offs by step from the newest ones. */
export async function readFlowSteps(request: FlowStepsRequest): Promise<FlowSteps> {
  const { client, key, range, context, signal } = request;
  const seconds = toSeconds(range);
  const steps = buildFlowStepQuery(key, [], context);
  const ask = (logql: string) =>
    client.queryVector({
      ...{ area: 'records', logql, timeUnixNano: range.endUnixNano },
      ...(signal ? { signal } : {}),
    });
  const fold = (operation: string, of: string) => ask(buildFold(steps, { operation, of, by: STEP }, seconds));
  const [counts, medians, p95s, longest, indexes, dropOffs] = await Promise.all([
    ask(buildCountBy(steps, [...STEP, LABEL.stepName, LABEL.stepType, LABEL.outcome], seconds)),
    fold('quantile_over_time(0.5, ', LABEL.durationMs),
    fold('quantile_over_time(0.95, ', LABEL.durationMs),
    fold('max_over_time(', LABEL.durationMs),
    fold('avg_over_time(', LABEL.stepIndex),
    readDropOffs(request),
  ]);
  const examples = await readExamples(request, longest);
  return {
    steps: foldFlowSteps({ counts, medians, p95s, indexes, dropOffs: dropOffs.lastSteps, examples }),
    lookedAtCount: dropOffs.lastSteps.length,
    isCut: dropOffs.isCut,
  };
}

interface DropOffs {
  /** Last step of each turn, the newest turn first. */
  readonly lastSteps: readonly BotRecord[];
  readonly isCut: boolean;
}

async function readDropOffs({ client, key, range, context, signal }: FlowStepsRequest): Promise<DropOffs> {
  const options = { client, range, ...(signal ? { signal } : {}) };
  const turns = await collectRecords({
    ...options,
    queries: [buildDropOffQuery(key, context)],
    maxRecords: MOST_DROP_OFFS,
  });
  const ids = turns.records.flatMap(({ turnId }) => turnId ?? []);
  if (ids.length === 0) return { lastSteps: [], isCut: false };
  const query = buildFlowStepQuery(key, [isOneOf(LABEL.turn, ids)], context);
  const { records } = await collectRecords({ ...options, queries: [query] });
  const byTurn = Map.groupBy(records, ({ turnId = '' }) => turnId);
  const lastSteps = ids.flatMap((id) => byTurn.get(id)?.reduce(toLater) ?? []);
  return { lastSteps, isCut: !turns.complete };
}

function toLater(a: BotRecord, b: BotRecord): BotRecord {
  return (b.stepIndex ?? 0) > (a.stepIndex ?? 0) ? b : a;
}

async function readExamples(
  { client, key, range, context, signal }: FlowStepsRequest,
  longest: readonly VectorSample[],
): Promise<ReadonlyMap<string, FlowExample>> {
  const slowest = [...longest].sort((a, b) => b.value - a.value).slice(0, MOST_EXAMPLES);
  const examples = slowest.map(async ({ labels, value }): Promise<readonly (readonly [string, FlowExample])[]> => {
    const id = labels[LABEL.stepId] ?? '';
    const isAsSlow = { name: LABEL.durationMs, operator: '>=' as const, number: value };
    const { area, logql } = buildFlowStepQuery(key, [isOneOf(LABEL.stepId, [id]), isAsSlow], context);
    const entries = await client.queryEntries({ area, logql, ...range, limit: 1, ...(signal ? { signal } : {}) });
    return entries.map(parseRecord).flatMap((record) => {
      const example = toExample(record);
      return example ? [[id, example] as const] : [];
    });
  });
  return new Map((await Promise.all(examples)).flat());
}
