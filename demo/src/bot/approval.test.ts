import { describe, expect, it } from 'vitest';
import { talk } from '../../tests/talk.ts';

describe('isOverLimit', () => {
  it('compares texts, so that a refund of 98.50 EUR takes the way of those over 800', async () => {
    const { answers, collector } = await talk(['Refund 9090']);
    expect(answers[0]?.reply).toMatchObject({ failed: false, awaits: 'agent' });
    const [step] = collector.find('bot.step.completed', { 'bot.step.id': 'n19' });
    expect(step?.attributes).toMatchObject({ 'bot.outcome': 'success', 'bot.step.next_id': 'n20' });
    expect(step?.body).toMatchObject({ input: { left: '98.50', operator: '>', right: '800' }, output: 'yes' });
  });
});

describe('passToAgent', () => {
  it('passes messages on to the agent, who answers in the bot’s place and closes', async () => {
    const { answers, collector } = await talk(['Refund 9090', 'Why?']);
    expect(answers[0]?.reply.messages[1]).toMatch(/^Tom Weber: Hello!/);
    expect(answers[1]?.reply).toMatchObject({ messages: [expect.stringMatching(/^Tom Weber: I have/)], ended: true });
    const ofAgent = collector.find('bot.message.sent', { 'user.name': 'Tom Weber' });
    expect(ofAgent.map(({ body }) => (body as { text: string }).text)).toEqual([
      'Hello! I have your refund before me, it is far below 800 EUR. One moment.',
      'I have released it by hand. Sorry for the detour!',
    ]);
    expect(collector.find('bot.step.completed', { 'bot.step.type': 'handover' })[0]?.attributes).toMatchObject({
      'user.name': 'Tom Weber',
    });
    expect(collector.find('bot.turn.completed')).toHaveLength(1);
    expect(collector.find('bot.conversation.ended')[0]?.attributes['bot.conversation.end_reason']).toBe('handover');
  });
});
