import { describe, expect, it, vi } from 'vitest';
import { talk } from '../../tests/talk.ts';

const LIMIT_MILLIS = 60_000;

describe('waitForBank', () => {
  it('goes on when callbackStatus comes: a turn of its own with the payload', async () => {
    const { answers, session, collector } = await talk(['Refund 6006']);
    expect(answers[0]?.reply).toMatchObject({ awaits: 'event' });
    await vi.waitFor(() => expect(collector.find('bot.turn.completed')).toHaveLength(2), LIMIT_MILLIS);
    const [event] = collector.find('bot.event.received');
    expect(event?.attributes).toMatchObject({
      'bot.received_event.name': 'callbackStatus',
      'bot.received_event.source': 'payments',
      'bot.received_event.correlation_id': 'r-6006',
    });
    expect(event?.body).toEqual({
      payload: { event: 'callbackStatus', refund: 'r-6006', status: 'paid', bank: 'First Savings' },
    });
    const [asked, resumed] = collector.find('bot.turn.completed');
    expect(asked?.attributes['bot.controller.state']).toBe('waiting_for_event');
    expect(resumed?.attributes['bot.turn.id']).toBe(event?.attributes['bot.turn.id']);
    expect(session.later).toEqual(['Your bank has confirmed refund r-6006.']);
  });

  it('waits for ever for the message that the provider loses, and has not failed', async () => {
    const { collector } = await talk(['Refund 6007']);
    const [wait] = collector.find('bot.step.completed', { 'bot.step.id': 'n21' });
    expect(wait?.attributes).toMatchObject({
      'bot.step.name': 'Wait for callbackStatus',
      'bot.controller.state': 'waiting_for_event',
      'bot.outcome': 'success',
    });
    expect(wait?.body).toMatchObject({ input: { event: 'callbackStatus', correlationId: 'r-6007' } });
    expect(collector.find('bot.event.received')).toEqual([]);
  });
});
