import { LABEL } from '../logql/label-names.ts';
import type { LabelMap } from '../loki/loki-entry.ts';
import type { VectorSample } from '../loki/metric-series.ts';
import type { FlowKey, FlowRow, LastSeen } from './flow-row.ts';

/** Answers about the flows of a range, one sample per set of labels. */
export interface FlowSamples {
  /** Runs by flow, name, trigger and outcome. */
  readonly runs: readonly VectorSample[];
  readonly medians: readonly VectorSample[];
  readonly p95s: readonly VectorSample[];
  readonly dropOffs: readonly VectorSample[];
  /** Longest duration by flow and step. */
  readonly steps: readonly VectorSample[];
  /** When a flow was last seen, by {@link toFlowKeyText}; undefined for one that is unknown. */
  readonly findLastSeen: (key: FlowKey) => LastSeen | undefined;
}

/** One text for a flow's key. */
export function toFlowKeyText({ bot, environment, id }: FlowKey): string {
  return JSON.stringify([bot, environment, id]);
}

/** Key of a flow from labels of its records. */
export function toFlowKey(labels: LabelMap): FlowKey {
  return {
    bot: labels[LABEL.bot] ?? '',
    environment: labels[LABEL.environment] ?? '',
    id: labels[LABEL.flowId] ?? '',
  };
}

/** Flows with what is known of them, the most run first. */
export function foldFlows(samples: FlowSamples): readonly FlowRow[] {
  const [medians, p95s, dropOffs] = [samples.medians, samples.p95s, samples.dropOffs].map(toValues) as [
    Values,
    Values,
    Values,
  ];
  const steps = groupByFlow(samples.steps);
  return [...groupByFlow(samples.runs)]
    .map(([text, runs]): FlowRow => {
      const [first] = runs as readonly [VectorSample];
      const key = toFlowKey(first.labels);
      return {
        key,
        name: toMostFrequent(runs, LABEL.flowName)[0],
        triggers: toMostFrequent(runs, LABEL.flowTrigger),
        runCount: sum(runs),
        errorCount: sum(runs.filter(({ labels }) => labels[LABEL.outcome] === 'error')),
        dropOffCount: dropOffs.get(text) ?? 0,
        medianMillis: medians.get(text),
        p95Millis: p95s.get(text),
        slowestStep: toSlowest(steps.get(text) ?? []),
        lastSeen: samples.findLastSeen(key),
      };
    })
    .sort((a, b) => b.runCount - a.runCount || (toFlowKeyText(a.key) < toFlowKeyText(b.key) ? -1 : 1));
}

/** Values of a label, the most frequent first. */
export function toMostFrequent(samples: readonly VectorSample[], label: string): readonly string[] {
  const counts = new Map<string, number>();
  for (const { labels, value } of samples) {
    const text = labels[label] ?? '';
    if (text !== '') counts.set(text, (counts.get(text) ?? 0) + value);
  }
  return [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1)).map(([text]) => text);
}

/** Sum of the values. */
export function sum(samples: readonly VectorSample[]): number {
  return samples.reduce((total, { value }) => total + value, 0);
}

type Values = ReadonlyMap<string, number>;

function toValues(samples: readonly VectorSample[]): Values {
  return new Map(samples.map(({ labels, value }) => [toFlowKeyText(toFlowKey(labels)), value]));
}

function groupByFlow(samples: readonly VectorSample[]): ReadonlyMap<string, readonly VectorSample[]> {
  return Map.groupBy(samples, ({ labels }) => toFlowKeyText(toFlowKey(labels)));
}

function toSlowest(steps: readonly VectorSample[]): FlowRow['slowestStep'] {
  const slowest = steps.reduce<VectorSample | undefined>(
    (most, step) => (most === undefined || step.value > most.value ? step : most),
    undefined,
  );
  const id = slowest?.labels[LABEL.stepId];
  if (!slowest || id === undefined) return undefined;
  return { id, name: slowest.labels[LABEL.stepName], millis: slowest.value };
}
