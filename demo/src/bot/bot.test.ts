import { describe, expect, it } from 'vitest';
import { talk } from '../../tests/talk.ts';

describe('answerMessage', () => {
  it('offers the card when it understands nothing', async () => {
    const { answers } = await talk(['Hello']);
    expect(answers[0]?.reply).toEqual({
      messages: ['Sorry, I did not understand. Hello! I can look up an order or refund it.'],
      suggestions: ['Where is my order?', 'I want a refund'],
      failed: false,
      ended: false,
    });
  });

  it('records a message as one turn: received, understood, sent', async () => {
    const { collector } = await talk(['Hello']);
    expect(collector.records.map(({ event }) => event).filter((event) => event !== 'bot.system.started')).toEqual([
      'bot.conversation.started',
      'bot.message.received',
      'bot.step.completed',
      'bot.message.sent',
      'bot.turn.completed',
    ]);
    const [turn] = collector.find('bot.turn.completed');
    expect(turn?.attributes).toMatchObject({
      'bot.outcome': 'success',
      'bot.controller.state': 'waiting_for_input',
      'bot.channel': 'web',
      'bot.enduser.name': 'Mia Lang',
      'bot.turn.step_count': 1n,
    });
  });

  it('remembers which flow has asked', async () => {
    const { lastText, collector } = await talk(['I want a refund', 'Hm', '1001']);
    expect(lastText).toBe('Refund r-1001 of 49.90 EUR is on its way.');
    expect(collector.find('bot.flow.completed').map(({ attributes }) => attributes['bot.flow.id'])).toEqual([
      'refund',
      'refund',
    ]);
    expect(collector.find('bot.step.completed', { 'bot.step.type': 'form_question' })[0]?.attributes).toMatchObject({
      'bot.step.name': 'Ask for the order number',
      'bot.controller.state': 'waiting_for_input',
    });
  });

  it('ends the conversation once when the visitor says goodbye', async () => {
    const { answers, collector } = await talk(['Where is order 1001?', 'Thanks, bye']);
    expect(answers[1]?.reply).toMatchObject({ messages: ['You are welcome. Bye!'], ended: true });
    expect(collector.find('bot.conversation.started')).toHaveLength(1);
    const ends = collector.find('bot.conversation.ended');
    expect(ends.map(({ attributes }) => attributes)).toMatchObject([
      { 'bot.conversation.end_reason': 'user', 'bot.conversation.turn_count': 2n },
    ]);
  });

  it('names conversation and trace of every turn, also of the last one', async () => {
    const { answers, collector } = await talk(['Hello', 'bye']);
    const turns = collector.find('bot.turn.completed');
    expect(turns).toHaveLength(2);
    turns.forEach(({ traceId, attributes }, index) => {
      const headers = answers[index]?.responseHeaders;
      expect(headers?.['x-bot-uid']).toBe(attributes['gen_ai.conversation.id']);
      expect(headers?.['traceparent']).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
    });
  });
});
