import { describe, expect, it } from 'vitest';
import { LABEL } from '../logql/label-names.ts';
import { foldFlows, type FlowSamples } from './fold-flows.ts';

const REFUND = { [LABEL.bot]: 'support', [LABEL.environment]: 'production', [LABEL.flowId]: 'refund' };
const ORDERS = { ...REFUND, [LABEL.flowId]: 'orders' };
const sample = (labels: Record<string, string>, value: number) => ({ labels, value, unixMillis: 0 });

const NOTHING: FlowSamples = {
  ...{ runs: [], medians: [], p95s: [], dropOffs: [], steps: [] },
  findLastSeen: () => undefined,
};

describe('foldFlows', () => {
  it('adds up runs and errors of a flow over names, triggers and outcomes', () => {
    const runs = [
      sample({ ...REFUND, [LABEL.flowName]: 'Refund', [LABEL.flowTrigger]: 'intent', [LABEL.outcome]: 'success' }, 5),
      sample({ ...REFUND, [LABEL.flowName]: 'Refund', [LABEL.flowTrigger]: 'event', [LABEL.outcome]: 'error' }, 7),
      sample({ ...REFUND, [LABEL.flowName]: 'Refunds', [LABEL.flowTrigger]: 'intent', [LABEL.outcome]: 'error' }, 1),
    ];
    expect(foldFlows({ ...NOTHING, runs })).toMatchObject([
      { name: 'Refund', triggers: ['event', 'intent'], runCount: 13, errorCount: 8, dropOffCount: 0 },
    ]);
  });

  it('keeps flows of one id apart by bot and environment, the most run first', () => {
    const runs = [sample(ORDERS, 1), sample(REFUND, 2), sample({ ...REFUND, [LABEL.environment]: 'sandbox' }, 3)];
    expect(foldFlows({ ...NOTHING, runs }).map(({ key }) => [key.id, key.environment])).toEqual([
      ['refund', 'sandbox'],
      ['refund', 'production'],
      ['orders', 'production'],
    ]);
  });

  it('gives each flow its own durations, drop-offs and slowest step', () => {
    const [row] = foldFlows({
      runs: [sample(REFUND, 2)],
      medians: [sample(REFUND, 40), sample(ORDERS, 1)],
      p95s: [sample(REFUND, 90)],
      dropOffs: [sample(ORDERS, 4), sample(REFUND, 1)],
      steps: [
        sample({ ...REFUND, [LABEL.stepId]: 'n1' }, 10),
        sample({ ...REFUND, [LABEL.stepId]: 'n2', [LABEL.stepName]: 'Create refund' }, 80),
        sample({ ...ORDERS, [LABEL.stepId]: 'n9' }, 900),
      ],
      findLastSeen: () => ({ unixNano: 7n, isExact: true }),
    });
    expect(row).toMatchObject({
      ...{ medianMillis: 40, p95Millis: 90, dropOffCount: 1 },
      slowestStep: { id: 'n2', name: 'Create refund', millis: 80 },
      lastSeen: { unixNano: 7n, isExact: true },
    });
  });
});
