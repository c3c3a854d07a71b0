import { describe, expect, it } from 'vitest';
import { talk } from '../../tests/talk.ts';

describe('runCheckoutFlow', () => {
  it('pays what is in the cart', async () => {
    const { lastText } = await talk(['Check out my cart']);
    expect(lastText).toBe('Paid 68.40 EUR, payment p-310.');
  });

  it('sets cart.total at step 3, and at step 7 to the null of an expired voucher, which the provider refuses', async () => {
    const { answers, collector } = await talk(['Check out my cart with voucher SUMMER10']);
    expect(answers[0]?.reply.failed).toBe(true);
    const changes = collector.find('bot.step.completed').map(({ attributes, body }) => {
      const { delta } = (body as { variables?: { delta: { name: string }[] } }).variables ?? { delta: [] };
      return [attributes['bot.step.index'], delta.find(({ name }) => name === 'cart.total')];
    });
    expect(changes.filter(([, change]) => change !== undefined)).toEqual([
      [3n, { name: 'cart.total', after: 68.4 }],
      [7n, { name: 'cart.total', before: 68.4, after: null }],
    ]);
    const [failed] = collector.find('bot.step.completed', { 'bot.outcome': 'error' });
    expect(failed?.attributes).toMatchObject({ 'bot.step.index': 8n, 'bot.step.name': 'Create payment' });
    expect(failed?.attributes['exception.message']).toBe(
      'The payment API answered 422: amount must be a number, not null',
    );
  });
});
