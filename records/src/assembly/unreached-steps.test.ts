import { describe, expect, it } from 'vitest';
import { assemble } from '../../test/assemble-test.ts';
import { createConversation } from '../../test/test-conversation.ts';
import { endsFlow, findUnreached } from './unreached-steps.ts';

const FLOW = { 'bot.flow.id': 'refund', 'bot.flow.name': 'Refund' };
const ERROR = { 'bot.outcome': 'error', 'error.type': '500' };
const CALL = { calls: [{ uid: 'u', method: 'POST', host: 'api.example', status: 500, durationMs: 5 }] };
const node = (name: string) => ({ ...FLOW, 'bot.step.id': name.toLowerCase(), 'bot.step.name': name });

/** Turn 1 goes the whole way, turn 2 fails at its second step. */
function refund(failed: object = {}) {
  const c = createConversation();
  const way = ['Load', 'Create', 'Tell', 'Thank'];
  return assemble([
    ...way.map((name, i) => c.step(i, 1, i + 1, node(name))),
    c.step(10, 2, 1, node('Load')),
    c.step(11, 2, 2, { ...node('Create'), ...ERROR, ...failed }, CALL),
    c.other(11.5, 'bot.flow.completed', 'step', 2, { ...FLOW, ...ERROR }),
    c.step(12, 2, 3, { 'bot.flow.id': 'sorry', 'bot.step.id': 'say' }),
    c.turn(13, 2, ERROR),
  ]);
}

describe('findUnreached', () => {
  it('tells the way that the flow went in another turn', () => {
    const { turns } = refund();
    const [, turn] = turns;
    expect(findUnreached(turns, turn!, turn!.steps[1]!)).toEqual([
      { id: 'tell', name: 'Tell', seenIn: turns[0] },
      { id: 'thank', name: 'Thank', seenIn: turns[0] },
    ]);
  });

  it('begins with the step that the failed one names as next', () => {
    const { turns } = refund({ 'bot.step.next_id': 'audit' });
    const [, turn] = turns;
    expect(findUnreached(turns, turn!, turn!.steps[1]!)).toEqual([{ id: 'audit' }]);
  });

  it('has none for a step that its flow went on after, or that did not fail', () => {
    const { turns } = refund();
    const steps = turns.flatMap((turn) => turn.steps.map((step) => [turn, step] as const));
    expect(steps.filter(([turn, step]) => endsFlow(turn, step)).map(([, { name }]) => name)).toEqual(['Create']);
  });

  it('does not go round in a loop', () => {
    const c = createConversation();
    const loop = ['a', 'b', 'a', 'b'].map((id, i) => c.step(i, 1, i + 1, { ...FLOW, 'bot.step.id': id }));
    const failed = c.step(9, 2, 1, { ...FLOW, ...ERROR, 'bot.step.id': 'a' });
    const { turns } = assemble([...loop, failed]);
    expect(findUnreached(turns, turns[1]!, turns[1]!.steps[0]!).map(({ id }) => id)).toEqual(['b']);
  });
});
