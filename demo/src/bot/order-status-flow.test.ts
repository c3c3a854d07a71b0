import { describe, expect, it } from 'vitest';
import { startFlowContext, talk } from '../../tests/talk.ts';
import { DEFAULT_CONTENT } from '../content.ts';

const NOW = Date.parse('2030-03-02T12:00:00Z');

describe('runOrderStatusFlow', () => {
  it('asks for the number, looks the order up and estimates its arrival', async () => {
    const context = await startFlowContext(DEFAULT_CONTENT, { nowMillis: () => NOW });
    const { lastText, collector } = await talk(['Where is my order?', '1001'], context);
    expect(lastText).toBe('Order 1001 is on its way with Parcel Post and should arrive on 2030-03-04.');
    expect(collector.find('bot.step.completed', { 'bot.turn.index': 2n }).map((r) => r.attributes)).toMatchObject([
      { 'bot.step.name': 'Detect intent' },
      { 'bot.step.name': 'Look up order', 'bot.step.type': 'api', 'bot.outcome': 'success' },
      { 'bot.step.name': 'Order found?', 'bot.step.type': 'condition', 'bot.step.next_id': 'n5' },
      { 'bot.step.name': 'Estimate arrival', 'bot.step.type': 'script' },
      { 'bot.step.name': 'Tell the status', 'bot.step.type': 'message' },
    ]);
    const [, turn] = collector.find('bot.turn.completed');
    expect(turn?.body).toMatchObject({
      input: '1001',
      variablesDelta: [
        { name: 'order.id', after: '1001' },
        { name: 'order.status', after: 'shipped' },
        { name: 'order.total', after: 49.9 },
        { name: 'order.arrival', after: '2030-03-04' },
      ],
    });
  });

  it.each([
    ['Where is order 3003?', 'Order 3003 was delivered by Quick Freight.'],
    ['Where is order 2002?', /^Order 2002 is being packed and should arrive on \d{4}-\d\d-\d\d\.$/],
  ])('answers "%s" by what the order is', async (message, text) => {
    const { lastText } = await talk([message]);
    expect(lastText).toMatch(text);
  });

  it('goes on when the shop answers 404; the call stays an error', async () => {
    const { answers, collector } = await talk(['Order 4040']);
    expect(answers[0]?.reply).toMatchObject({ messages: ['I do not know an order 4040.'], failed: false });
    expect(collector.find('bot.turn.completed')[0]?.attributes).toMatchObject({
      'bot.outcome': 'success',
      'bot.turn.step_count': 4n,
      'bot.turn.api_error_count': 1n,
    });
    expect(collector.find('bot.api.call')[0]?.attributes).toMatchObject({
      'bot.outcome': 'error',
      'error.type': '404',
      'http.response.status_code': 404n,
      'bot.integration.name': 'json_api_node',
    });
  });

  it('shows how long a slow shop took', async () => {
    const { collector } = await talk(['7007'], await startFlowContext(DEFAULT_CONTENT, { slowMillis: 150 }));
    const [call] = collector.find('bot.api.call');
    const [step] = collector.find('bot.step.completed', { 'bot.step.id': 'n3' });
    for (const record of [call, step]) expect(record?.attributes['bot.duration_ms']).toBeGreaterThanOrEqual(145);
    expect(call?.attributes['bot.outcome']).toBe('success');
  });

  it('breaks when the shop does not answer in time', async () => {
    const { answers, collector } = await talk(['9009'], await startFlowContext(undefined, { shopTimeoutMillis: 50 }));
    expect(answers[0]?.reply.failed).toBe(true);
    expect(collector.find('bot.api.call')[0]?.attributes).toMatchObject({
      'error.type': 'timeout',
      'bot.outcome': 'error',
    });
    expect(collector.find('bot.step.completed', { 'bot.outcome': 'error' })[0]?.attributes).toMatchObject({
      'bot.step.name': 'Look up order',
      'exception.type': 'TimeoutError',
    });
  });
});
