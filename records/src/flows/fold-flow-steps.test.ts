import {
  ATTR_CONVERSATION_ID,
  ATTR_EVENT,
  ATTR_STEP_ID,
  ATTR_STEP_INDEX,
  ATTR_TURN_ID,
  EVENT_STEP_COMPLETED,
} from '@botscope/conventions';
import { describe, expect, it } from 'vitest';
import { toRecord } from '../../test/test-entries.ts';
import { LABEL } from '../logql/label-names.ts';
import { foldFlowSteps, type FlowStepSamples } from './fold-flow-steps.ts';

const sample = (id: string, value: number, labels: Record<string, string> = {}) => ({
  labels: { [LABEL.stepId]: id, ...labels },
  ...{ value, unixMillis: 0 },
});
const NOTHING: FlowStepSamples = {
  ...{ counts: [], medians: [], p95s: [], indexes: [], dropOffs: [] },
  examples: new Map(),
};
const lastStep = (stepId: string, turnId: string) =>
  toRecord(5_000_000n, {
    ...{ [ATTR_EVENT]: EVENT_STEP_COMPLETED, [ATTR_STEP_ID]: stepId, [ATTR_STEP_INDEX]: 3 },
    ...{ [ATTR_TURN_ID]: turnId, [ATTR_CONVERSATION_ID]: 'c1' },
  });

describe('foldFlowSteps', () => {
  it('puts steps in the order in which they run, those of unknown place last', () => {
    const counts = [sample('n9', 1), sample('n2', 5), sample('n1', 5), sample('n0', 2)];
    const indexes = [sample('n2', 2.5), sample('n1', 1), sample('n0', 3)];
    expect(foldFlowSteps({ ...NOTHING, counts, indexes }).map(({ id }) => id)).toEqual(['n1', 'n2', 'n0', 'n9']);
  });

  it('counts how often a step was reached, failed, and was the last one', () => {
    const counts = [
      sample('n1', 5, { [LABEL.outcome]: 'success', [LABEL.stepName]: 'Load', [LABEL.stepType]: 'api' }),
      sample('n1', 2, { [LABEL.outcome]: 'error', [LABEL.stepName]: 'Load', [LABEL.stepType]: 'api' }),
    ];
    const dropOffs = [lastStep('n1', 'newest'), lastStep('n1', 'older'), lastStep('n2', 'other')];
    const [step] = foldFlowSteps({ ...NOTHING, counts, dropOffs, medians: [sample('n1', 30)] });
    expect(step).toMatchObject({
      ...{ name: 'Load', type: 'api', reachedCount: 7, errorCount: 2, dropOffCount: 2, medianMillis: 30 },
      dropOff: { turnId: 'newest', conversationId: 'c1', stepIndex: 3, unixMillis: 5 },
    });
  });
});
