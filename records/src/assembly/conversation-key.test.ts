import { describe, expect, it } from 'vitest';
import { parseRecord } from '../record/parse-record.ts';
import { createConversation } from '../../test/test-conversation.ts';
import { findConversationKeys } from './conversation-key.ts';

describe('findConversationKeys', () => {
  it('finds one for each bot and environment that use a UID; records that name no bot are of all', () => {
    const [shop, help] = [createConversation(), createConversation({ bot: 'help' })];
    const loose = shop.other(3, 'bot.log', 'log', 1, { 'bot.id': undefined });
    expect(
      findConversationKeys([shop.started(1), help.started(2), shop.ended(4, 'user'), loose].map(parseRecord)),
    ).toEqual([
      { bot: 'shop', environment: 'sandbox', uid: 'c1' },
      { bot: 'help', environment: 'sandbox', uid: 'c1' },
    ]);
  });
});
