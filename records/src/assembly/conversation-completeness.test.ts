import { describe, expect, it } from 'vitest';
import { assemble } from '../../test/assemble-test.ts';
import { createConversation } from '../../test/test-conversation.ts';
import { toConversationCompleteness } from './conversation-completeness.ts';

describe('toConversationCompleteness', () => {
  it('sums up counts, gaps, open ends, omissions and kept traces of all turns', () => {
    const c = createConversation();
    const counts = (stepCount: number, attributes = {}) => ({ 'bot.turn.step_count': stepCount, ...attributes });
    const conversation = assemble([
      c.step(1, 1, 1, { 'bot.capture.omitted': 'io,variables' }),
      c.turn(2, 1, counts(3, { 'bot.sampling.keep': true })),
      c.step(3, 2, 1, { 'bot.capture.omitted': 'variables,else' }),
      c.step(50, 3, 1),
      c.turn(51, 3, counts(2)),
    ]);
    const found = toConversationCompleteness(conversation);
    expect(found).toMatchObject({ storedCount: 2, expectedCount: 5, omittedCount: 2, keptCount: 1 });
    expect(found.omitted).toEqual(['io', 'variables']);
    expect([found.missing, found.late, found.unended].map((turns) => turns.map(({ index }) => index))).toEqual([
      [1],
      [3],
      [2],
    ]);
  });

  it('tells a missing step that began from one of which nothing is stored', () => {
    const c = createConversation();
    const started = c.other(1, 'bot.step.started', 'step', 1, { 'bot.step.index': 1 });
    const [turn] = assemble([started, c.turn(2, 1, { 'bot.turn.step_count': 2 })]).turns;
    expect(turn?.completeness).toMatchObject({ missingIndexes: [1, 2], unendedIndexes: [1] });
  });
});
