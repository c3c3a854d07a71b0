import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LokiEntry } from '../loki/loki-entry.ts';
import { parseRecord } from '../record/parse-record.ts';
import { createConversation, START } from '../../test/test-conversation.ts';
import { foldConversations } from './fold-conversations.ts';

const nowUnixNano = START + 60_000_000_000n;
const fold = (entries: readonly LokiEntry[], flags: Parameters<typeof foldConversations>[1]['flags'] = []) =>
  foldConversations(entries.map(parseRecord), { nowUnixNano, flags });

function refund(): readonly LokiEntry[] {
  const c = createConversation({ common: { 'bot.channel': 'web', 'bot.enduser.name': 'Mia Lang' } });
  const refundFlow = { 'bot.flow.id': 'f-2', 'bot.flow.name': 'Refund' };
  return [
    c.started(0),
    c.received(1, 1, 'I want a refund'),
    c.turn(2, 1, { 'bot.flow.id': 'f-1', 'bot.flow.name': 'Welcome' }),
    c.received(3, 2, 'Where is my money?'),
    c.turn(4, 2, { ...refundFlow, 'bot.outcome': 'error', 'error.type': '500', 'bot.turn.api_error_count': 1 }),
  ];
}

describe('foldConversations', () => {
  it('makes one row of a conversation', () => {
    const flag = { bot: 'shop', environment: 'sandbox', conversation: 'c1', at: 0 };
    expect(fold(refund(), [flag])).toEqual([
      {
        key: { bot: 'shop', environment: 'sandbox', uid: 'c1' },
        botName: 'Bot shop',
        status: 'error',
        startUnixNano: START,
        lastActivityUnixNano: START + 4_000_000_000n,
        channel: 'web',
        endUserName: 'Mia Lang',
        flowId: 'f-2',
        flowName: 'Refund',
        flows: ['Refund', 'Welcome', 'f-1', 'f-2'],
        turnCount: 2,
        errorTurnCount: 1,
        failedCallCount: 1,
        firstFailure: '500',
        lastMessage: 'Where is my money?',
        errorTurnId: 'c1-t2',
        flagged: true,
        pinned: false,
      },
    ]);
  });

  it('tells conversations apart by bot, environment and uid, newest activity first', () => {
    const entries = [
      createConversation({ uid: 'a' }).turn(1, 1),
      createConversation({ uid: 'a', bot: 'support' }).turn(3, 1),
      createConversation({ uid: 'a', environment: 'production' }).turn(2, 1),
      createConversation({ uid: 'b' }).received(4, 1, 'hi'),
    ];
    expect(fold(entries).map(({ key }) => [key.uid, key.bot, key.environment])).toEqual([
      ['b', 'shop', 'sandbox'],
      ['a', 'support', 'sandbox'],
      ['a', 'shop', 'production'],
      ['a', 'shop', 'sandbox'],
    ]);
  });

  it('counts turns that are out of range by the indexes of the others', () => {
    const c = createConversation();
    expect(fold([c.turn(1, 8), c.turn(2, 9)])[0]?.turnCount).toBe(9);
    expect(fold([c.turn(1, 1), c.ended(2, 'user', { 'bot.conversation.turn_count': 12 })])[0]?.turnCount).toBe(12);
  });

  it("takes the text of a turn's input where no message is among the records", () => {
    const c = createConversation();
    expect(fold([c.turn(1, 1, {}, { input: { text: 'For two people' } })])[0]?.lastMessage).toBe('For two people');
    expect(fold([c.turn(1, 1, {}, { input: 'hi' }), c.turn(2, 2, {}, { input: 7 })])[0]?.lastMessage).toBe('hi');
  });

  it('does not depend on the order of arrival, nor on copies', () => {
    const entries = [...refund(), ...refund().slice(2), createConversation({ uid: 'b' }).turn(4, 1)];
    const expected = fold(entries);
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (shuffled) => {
        expect(fold(shuffled)).toEqual(expected);
      }),
    );
  });
});
