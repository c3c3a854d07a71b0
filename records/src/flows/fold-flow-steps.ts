import { LABEL } from '../logql/label-names.ts';
import type { VectorSample } from '../loki/metric-series.ts';
import type { BotRecord } from '../record/bot-record.ts';
import { toUnixMillis } from '../time-range.ts';
import type { FlowExample, FlowStepRow } from './flow-row.ts';
import { sum, toMostFrequent } from './fold-flows.ts';

/** Answers about the steps of a flow. */
export interface FlowStepSamples {
  /** By step, name, type and outcome. */
  readonly counts: readonly VectorSample[];
  readonly medians: readonly VectorSample[];
  readonly p95s: readonly VectorSample[];
  /** Average place of each step in its turns. */
  readonly indexes: readonly VectorSample[];
  /** Last steps of drop-offs, the newest first. */
  readonly dropOffs: readonly BotRecord[];
  /** The slowest run of a step, by step id. */
  readonly examples: ReadonlyMap<string, FlowExample>;
}

/** Steps in the order in which they run. */
export function foldFlowSteps(samples: FlowStepSamples): readonly FlowStepRow[] {
  const [medians, p95s, indexes] = [toValues(samples.medians), toValues(samples.p95s), toValues(samples.indexes)];
  const place = ({ id }: FlowStepRow) => indexes.get(id) ?? Infinity;
  return [...Map.groupBy(samples.counts, toStepId)]
    .map(([id, counts]): FlowStepRow => {
      const dropOffs = samples.dropOffs.filter(({ stepId = '' }) => stepId === id);
      return {
        id,
        name: toMostFrequent(counts, LABEL.stepName)[0],
        type: toMostFrequent(counts, LABEL.stepType)[0],
        reachedCount: sum(counts),
        errorCount: sum(counts.filter(({ labels }) => labels[LABEL.outcome] === 'error')),
        dropOffCount: dropOffs.length,
        medianMillis: medians.get(id),
        p95Millis: p95s.get(id),
        slowest: samples.examples.get(id),
        dropOff: dropOffs[0] && toExample(dropOffs[0]),
      };
    })
    .sort((a, b) => compare(place(a), place(b)) || compare(b.reachedCount, a.reachedCount) || (a.id < b.id ? -1 : 1));
}

/** A step's turn as an example; undefined where the record names no turn. */
export function toExample(record: BotRecord): FlowExample | undefined {
  const { turnId, conversationId, stepIndex, durationMillis, timestampUnixNano } = record;
  if (turnId === undefined) return undefined;
  return { turnId, conversationId, stepIndex, durationMillis, unixMillis: toUnixMillis(timestampUnixNano) };
}

function toStepId({ labels }: VectorSample): string {
  return labels[LABEL.stepId] ?? '';
}

function toValues(samples: readonly VectorSample[]): ReadonlyMap<string, number> {
  return new Map(samples.map((sample) => [toStepId(sample), sample.value]));
}

/** Infinity minus Infinity is no number. */
function compare(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
