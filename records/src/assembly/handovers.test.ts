import { describe, expect, it } from 'vitest';
import { assemble } from '../../test/assemble-test.ts';
import { createConversation } from '../../test/test-conversation.ts';
import { findHandovers, findPresentHandover } from './handovers.ts';

const HANDOVER = { 'bot.step.type': 'handover', 'user.name': 'Anna Berg' };

describe('findPresentHandover', () => {
  it('names the agent until the bot runs again', () => {
    const c = createConversation();
    const handed = [c.step(1, 1, 1), c.step(2, 1, 2, HANDOVER)];
    expect(findPresentHandover(assemble(handed))?.agent).toMatchObject({ name: 'Anna Berg' });
    const back = assemble([...handed, c.step(9, 2, 1)]);
    expect(findPresentHandover(back)).toBeUndefined();
    expect(findHandovers(back.turns)).toHaveLength(1);
  });

  it('counts no hand-over that failed', () => {
    const c = createConversation();
    expect(findPresentHandover(assemble([c.step(2, 1, 1, { ...HANDOVER, 'bot.outcome': 'error' })]))).toBeUndefined();
  });
});
