import { describe, expect, it } from 'vitest';
import { assemble } from '../../test/assemble-test.ts';
import { createConversation } from '../../test/test-conversation.ts';
import { groupByFlow } from './flow-groups.ts';

const flow = (id: string) => ({ 'bot.flow.id': id, 'bot.flow.name': `Flow ${id}` });

describe('groupByFlow', () => {
  it('makes a group of each stretch within one flow, and tells going on from running again', () => {
    const c = createConversation();
    const completed = (seconds: number, id: string, span: string) =>
      c.other(seconds, 'bot.flow.completed', 'step', 1, { ...flow(id), span_id: span, 'bot.flow.trigger': 'intent' });
    const steps = ['a', 'a', 'b', 'a', 'b'].map((id, i) => c.step(i, 1, i + 1, flow(id)));
    const [turn] = assemble([
      ...steps,
      completed(6, 'a', '01'),
      completed(3, 'b', '02'),
      completed(7, 'b', '03'),
    ]).turns;
    const groups = groupByFlow(turn!);
    expect(groups.map(({ name, isContinued, steps: own }) => [name, isContinued, own.length])).toEqual([
      ['Flow a', false, 2],
      ['Flow b', false, 1],
      ['Flow a', true, 1],
      ['Flow b', false, 1],
    ]);
    expect(groups[0]?.run?.trigger).toBe('intent');
    expect(groups[1]?.run).not.toBe(groups[3]?.run);
  });

  it('leaves steps without flow in a group without name', () => {
    const c = createConversation();
    const [turn] = assemble([c.step(1, 1, 1), c.step(2, 1, 2)]).turns;
    expect(groupByFlow(turn!)).toMatchObject([{ isContinued: false, steps: [{}, {}] }]);
  });
});
