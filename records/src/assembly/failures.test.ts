import { describe, expect, it } from 'vitest';
import { assemble } from '../../test/assemble-test.ts';
import { createConversation } from '../../test/test-conversation.ts';
import { listFailures } from './failures.ts';

describe('listFailures', () => {
  it('lists failed steps in order, and turns that failed without one', () => {
    const c = createConversation();
    const error = { 'bot.outcome': 'error' };
    const conversation = assemble([
      c.step(1, 1, 1),
      c.step(2, 1, 2, error),
      c.step(3, 1, 3, error),
      c.turn(4, 1, error),
      c.turn(5, 2),
      c.turn(6, 3, error),
    ]);
    expect(listFailures(conversation.turns).map(({ turn, step }) => [turn.index, step?.index])).toEqual([
      [1, 2],
      [1, 3],
      [3, undefined],
    ]);
  });
});
