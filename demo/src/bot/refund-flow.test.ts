import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFlowContext, talk } from '../../tests/talk.ts';
import { DEFAULT_CONTENT } from '../content.ts';

const withWebhook = (url: string) =>
  startFlowContext({ ...DEFAULT_CONTENT, webhook: { ...DEFAULT_CONTENT.webhook, url } });

async function startPage(): Promise<string> {
  const server = http.createServer((_, response) => response.end('<!doctype html>'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/page`;
}

describe('runRefundFlow', () => {
  it('looks the order up, checks it, computes the amount, asks for the refund and confirms it', async () => {
    const { lastText, collector } = await talk(['Refund 7007']);
    expect(lastText).toBe('Refund r-7007 of 70.50 EUR is on its way.');
    expect(collector.find('bot.step.completed').map(({ attributes }) => attributes['bot.step.name'])).toEqual([
      'Detect intent',
      'Look up order',
      'Refund possible?',
      'Compute refund',
      'Over the limit?',
      'Create refund',
      'Notify customer',
      'Confirm refund',
    ]);
    expect(collector.find('bot.step.completed', { 'bot.step.id': 'n15' })[0]?.body).toMatchObject({
      output: { id: 'r-7007' },
      variables: { delta: [{ name: 'refund.id', after: 'r-7007' }] },
    });
  });

  it('breaks the turn when the payment provider answers 500', async () => {
    const { answers, collector } = await talk(['I want a refund', '8812']);
    expect(answers[1]?.reply).toMatchObject({
      messages: ['Something went wrong. Our team has been told.'],
      failed: true,
    });
    const [, turn] = collector.find('bot.turn.completed');
    expect(turn?.attributes).toMatchObject({
      'bot.outcome': 'error',
      'bot.controller.state': 'error',
      'bot.turn.error_count': 1n,
      'bot.turn.api_error_count': 1n,
    });
    const [failed, ...others] = collector.find('bot.step.completed', { 'bot.outcome': 'error' });
    expect(others).toEqual([]);
    expect(failed?.attributes).toMatchObject({ 'bot.step.name': 'Create refund', 'error.type': 'Error' });
    expect(failed?.body).toMatchObject({
      input: { order: '8812', amount: 212.4, currency: 'EUX' },
      variables: { delta: [{ name: 'refund.id', after: null }] },
      calls: [{ method: 'POST', status: 500 }],
      error: { type: 'Error', message: 'The refund API answered 500: unknown currency' },
    });
  });

  it('keeps the failed call with its answer, and without the tokens', async () => {
    const { collector } = await talk(['Refund 8812']);
    const [call, ...others] = collector.find('bot.api.call', { 'bot.outcome': 'error' });
    expect(others).toEqual([]);
    expect(call?.attributes).toMatchObject({
      'error.type': '500',
      'http.request.method': 'POST',
      'http.response.status_code': 500n,
      'bot.api.source.path': 'Refund / Create refund',
    });
    expect(call?.body).toMatchObject({
      request: {
        headers: { authorization: expect.stringMatching(/^Bearer \[redacted:/) as string },
        body: '{"order":"8812","amount":212.4,"currency":"EUX"}',
      },
      response: { status: 500, body: '{"error":"unknown currency","currency":"EUX"}' },
    });
    const everything = collector.records.map(({ body, attributes }) => [
      JSON.stringify(body),
      ...Object.values(attributes).map(String),
    ]);
    expect(everything.flat().join('\n')).not.toMatch(/demo-(payment|shop)-token/);
  });

  it('records the script that breaks on an order without a date', async () => {
    const { answers, collector } = await talk(['I want my money back for 2002']);
    expect(answers[0]?.reply.failed).toBe(true);
    const [exception] = collector.find('bot.script.exception');
    expect(exception?.attributes).toMatchObject({
      'bot.record.kind': 'api',
      'bot.api.request_type': 'SCRIPT',
      'bot.step.name': 'Compute refund',
      'exception.type': 'TypeError',
    });
    expect(exception?.body).toMatchObject({
      source: expect.stringContaining('order.shippedAt.slice(0, 10)') as string,
      console: ['order 2002, total 18 EUR'],
      variables: { 'order.id': '2002', 'order.status': 'processing', 'order.total': 18 },
    });
    expect(collector.find('bot.turn.completed')[0]?.attributes['bot.outcome']).toBe('error');
    expect(collector.find('bot.api.call').map(({ attributes }) => attributes['http.request.method'])).toEqual(['GET']);
  });

  it('goes on when nobody listens at the text-message provider', async () => {
    const { lastText, collector } = await talk(['Refund 3003']);
    expect(lastText).toBe('Refund r-3003 of 120.00 EUR is on its way. I could not text you about it.');
    const [call] = collector.find('bot.api.call', { 'bot.integration.name': 'clickatell' });
    expect(call?.attributes).toMatchObject({ 'bot.outcome': 'error', 'error.type': 'refused' });
    expect(call?.attributes).not.toHaveProperty('http.response.status_code');
    expect(collector.find('bot.log')[0]?.attributes).toMatchObject({
      'bot.log.label': 'Text message',
      'bot.step.id': 'n16',
    });
    expect(collector.find('bot.step.completed', { 'bot.step.id': 'n16' })[0]?.attributes['bot.outcome']).toBe(
      'success',
    );
    expect(collector.find('bot.turn.completed')[0]?.attributes).toMatchObject({
      'bot.outcome': 'success',
      'bot.turn.api_error_count': 1n,
    });
  });

  it('offers to refund another order when the shop does not know one', async () => {
    const { answers } = await talk(['Refund 4040']);
    const [answer] = answers;
    expect(answer?.reply).toMatchObject({ messages: ['I do not know an order 4040.'], failed: false });
    expect((await talk([answer?.reply.suggestions[0] ?? ''])).lastText).toContain('Refund r-1001');
  });

  it('calls what the webhook names, and says what it answered', async () => {
    const { collector } = await talk(['Refund 1001'], await withWebhook('/v2/refunds'));
    const [call] = collector.find('bot.api.call', { 'http.request.method': 'POST' });
    expect(call?.attributes['url.full']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v2\/refunds$/);
    const [step] = collector.find('bot.step.completed', { 'bot.outcome': 'error' });
    expect(step?.attributes['exception.message']).toBe('The refund API answered 404: Not Found');
  });

  it('breaks when the webhook names a page', async () => {
    const { collector } = await talk(['Refund 1001'], await withWebhook(await startPage()));
    const [step] = collector.find('bot.step.completed', { 'bot.outcome': 'error' });
    expect(step?.attributes['exception.message']).toBe('The refund API answered 200: no refund in its answer');
    expect(collector.find('bot.api.call', { 'bot.outcome': 'error' })).toEqual([]);
  });
});
