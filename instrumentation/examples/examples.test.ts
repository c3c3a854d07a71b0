import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ExampleProcess } from '../src/testing/example-process.ts';
import { TestCollector } from '../src/testing/test-collector.ts';
import { TestTelegram, textUpdate } from '../src/testing/test-telegram.ts';

async function startCollector(): Promise<TestCollector> {
  const collector = await new TestCollector().start();
  onTestFinished(() => collector.stop());
  return collector;
}

/** A shop that knows one order. */
async function startShop(): Promise<string> {
  const server = createServer((request, response) => {
    const known = request.url === '/orders/8812';
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(known ? { status: 'on its way' } : { error: 'unknown' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const LONG_MILLIS = 60_000;

describe('examples', () => {
  it(
    'support-bot answers over HTTP and records the turn with its steps and its call',
    { timeout: LONG_MILLIS },
    async () => {
      const collector = await startCollector();
      const bot = new ExampleProcess('support-bot', collector.url, { SHOP_URL: await startShop(), PORT: '0' });
      const url = `http://127.0.0.1:${await bot.line('support-bot listens on ')}`;
      const say = (text: string) => fetch(url, { method: 'POST', body: JSON.stringify({ conversation: 'c-1', text }) });
      const answered = await say('Where is order 8812?');
      expect(await answered.json()).toEqual({ conversation: 'c-1', reply: 'Order 8812 is on its way.' });
      expect(answered.headers.get('x-bot-uid')).toBe('c-1');
      expect(answered.headers.get('traceparent')).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
      expect(await (await say('Where is 9999?')).json()).toMatchObject({
        reply: expect.stringContaining('went wrong') as string,
      });
      expect(await bot.stop()).toBe(0);
      const steps = collector.eventsOf('bot.step.completed').map(({ attributes }) => attributes);
      expect(steps.map((step) => [step['bot.step.id'], step['bot.outcome']])).toEqual([
        ['find-order', 'success'],
        ['look-up', 'success'],
        ['find-order', 'success'],
        ['look-up', 'error'],
      ]);
      expect(
        collector.eventsOf('bot.api.call').map(({ attributes }) => attributes['http.response.status_code']),
      ).toEqual([200n, 404n]);
      expect(collector.spans.some(({ name }) => name === 'GET /orders/{id}')).toBe(true);
    },
  );

  it('telegram-bot records what a chat is told', { timeout: LONG_MILLIS }, async () => {
    const collector = await startCollector();
    const telegram = await new TestTelegram().start();
    telegram.updates = [textUpdate('/track')];
    const bot = new ExampleProcess('telegram-bot', collector.url, {
      TELEGRAM_TOKEN: '123456789:made-up-token-that-is-thirty-five-long',
      TELEGRAM_URL: telegram.url,
    });
    await bot.line('@support_bot is ');
    await telegram.until('sendMessage');
    const sent = await collector.untilEvent('bot.message.sent');
    expect(JSON.parse(sent.body as string)).toMatchObject({ text: 'Which parcel?' });
    expect(sent.attributes).toMatchObject({ 'bot.channel': 'telegram', 'gen_ai.conversation.id': 'telegram:7' });
    expect(await bot.stop()).toBe(0);
  });

  it('langchain-bot records its graph with nodes, tool and model', { timeout: LONG_MILLIS }, async () => {
    const collector = await startCollector();
    const bot = new ExampleProcess('langchain-bot', collector.url);
    expect(await bot.line('bot: ')).toBe('Order 8812 is on its way.');
    const uid = await bot.line('conversation ');
    await collector.until(() => collector.eventsOf('bot.system.stopped').length > 0);
    const steps = collector.eventsOf('bot.step.completed').map(({ attributes }) => attributes);
    const inOrder = steps.sort((a, b) => Number(a['bot.step.index']) - Number(b['bot.step.index']));
    expect(inOrder.map((step) => [step['bot.step.type'], step['bot.step.id']])).toEqual([
      ['node', 'find'],
      ['tool', 'find_order'],
      ['node', 'answer'],
      ['llm', 'FakeListChatModel'],
    ]);
    expect(new Set(steps.map((step) => step['gen_ai.conversation.id']))).toEqual(new Set([uid]));
    expect(collector.eventsOf('bot.flow.completed')[0]?.attributes['bot.flow.id']).toBe('Orders');
  });
});
