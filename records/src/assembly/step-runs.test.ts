import { describe, expect, it } from 'vitest';
import { assemble } from '../../test/assemble-test.ts';
import { createConversation } from '../../test/test-conversation.ts';
import { findStepRuns } from './step-runs.ts';

const node = (id: string, flow = 'f1') => ({ 'bot.step.id': id, 'bot.flow.id': flow });

describe('findStepRuns', () => {
  it('numbers the runs of a node that a loop repeats, each flow on its own', () => {
    const c = createConversation();
    const nodes = [node('n1'), node('n2'), node('n1'), node('n1', 'f2'), node('n1')];
    const { steps } = assemble(nodes.map((attributes, i) => c.step(i, 1, i + 1, attributes))).turns[0]!;
    const runs = findStepRuns(steps);
    expect(steps.map((step) => runs.get(step))).toEqual([
      { number: 1, count: 3 },
      undefined,
      { number: 2, count: 3 },
      undefined,
      { number: 3, count: 3 },
    ]);
  });

  it('makes no runs of steps without id', () => {
    const c = createConversation();
    const { steps } = assemble([c.step(1, 1, 1), c.step(2, 1, 2)]).turns[0]!;
    expect(findStepRuns(steps).size).toBe(0);
  });
});
