import type { BotTelemetry } from '@botscope/instrumentation';
import type { FastifyInstance } from 'fastify';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { makeDirectory } from '../tests/directory.ts';
import { startFlowContext } from '../tests/talk.ts';
import { startCollectedTelemetry } from '../tests/telemetry.ts';
import { openContentStore } from './content-store.ts';
import { DEFAULT_CONTENT } from './content.ts';
import { createDemoServer } from './server.ts';

async function start() {
  const { telemetry, collector } = await startCollectedTelemetry();
  const app = await createServer(telemetry);
  return { app, telemetry, collector };
}

async function createServer(telemetry: BotTelemetry): Promise<FastifyInstance> {
  const content = openContentStore(makeDirectory());
  const context = { ...(await startFlowContext()), readContent: () => content.read() };
  const app = createDemoServer({
    telemetry,
    context,
    content,
    publicUrl: 'http://127.0.0.1:3000',
    bot: { id: 'support', environment: 'sandbox' },
    host: 'demo.example',
  });
  onTestFinished(() => app.close());
  return app;
}

const headers = { host: '127.0.0.1:4000' };
const say = (app: FastifyInstance, payload: object | string | undefined, type = 'application/json') =>
  app.inject({
    method: 'POST',
    url: '/api/messages',
    headers: { ...headers, 'content-type': type },
    ...(payload === undefined ? {} : { payload: typeof payload === 'string' ? payload : JSON.stringify(payload) }),
  });
const put = (app: FastifyInstance, path: string, payload: unknown) =>
  app.inject({
    method: 'PUT',
    url: `/api/content/${path}`,
    headers: { ...headers, 'content-type': 'application/json' },
    payload: JSON.stringify(payload),
  });

describe('createDemoServer', () => {
  it.each([
    ['/', 'text/html'],
    ['/admin.html', 'text/html'],
    ['/chat.js', 'application/javascript'],
    ['/demo.css', 'text/css'],
  ])('serves %s, which runs only what comes from here', async (url, type) => {
    const { app } = await start();
    const answer = await app.inject({ url, headers });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain(type);
    expect(answer.headers['content-security-policy']).toContain("script-src 'self'");
  });

  it('says what is here when asked for something else', async () => {
    const { app } = await start();
    const answer = await app.inject({ url: '/chat', headers });
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toEqual({
      message: 'There is no /chat here. The chat is at /, the admin page at /admin.html.',
    });
  });

  it.each([
    ['a foreign Host', { host: 'evil.example' }],
    ['a foreign Host that begins like ours', { host: '127.0.0.1.evil.example:4000' }],
    ['a foreign Origin', { ...headers, origin: 'http://evil.example' }],
    ['the Origin of another port', { ...headers, origin: 'http://127.0.0.1:3000' }],
    ['the Origin of a sandbox', { ...headers, origin: 'null' }],
  ])('refuses %s on every path', async (_, foreign) => {
    const { app } = await start();
    for (const [method, url] of [
      ['GET', '/'],
      ['GET', '/api/content'],
      ['POST', '/api/messages'],
      ['PUT', '/api/content/card/41'],
      ['GET', '/none'],
    ] as const) {
      const answer = await app.inject({ method, url, headers: foreign });
      expect([url, answer.statusCode]).toEqual([url, 403]);
    }
  });

  it.each(['localhost:4000', '[::1]:4000', 'demo.example'])('answers its own pages at %s', async (host) => {
    const { app } = await start();
    const answer = await app.inject({ url: '/api/greeting', headers: { host, origin: `http://${host}` } });
    expect(answer.statusCode).toBe(200);
  });
});

describe('chat', () => {
  it('greets with the card and gives a visitor a UID that lasts', async () => {
    const { app } = await start();
    const greeting = (await app.inject({ url: '/api/greeting', headers })).json();
    expect(greeting).toMatchObject({
      messages: ['Hello! I can look up an order or refund it.'],
      suggestions: ['Where is my order?', 'I want a refund'],
    });
    const again = await app.inject({ url: `/api/greeting?uid=${greeting.uid}`, headers });
    expect(again.json().uid).toBe(greeting.uid);
    const stranger = await app.inject({ url: '/api/greeting?uid=made-up&uid=twice', headers });
    expect(stranger.json().uid).not.toBe(greeting.uid);
  });

  it('answers in the conversation that it was told, and links to it', async () => {
    const { app, telemetry, collector } = await start();
    const first = (await say(app, { text: 'I want a refund' })).json();
    const second = await say(app, { uid: first.uid, text: '8812' });
    expect(second.json()).toEqual({
      uid: first.uid,
      messages: ['Something went wrong. Our team has been told.'],
      suggestions: ['Where is order 1001?', 'I want a refund'],
      failed: true,
      ended: false,
      consoleUrl: `http://127.0.0.1:3000/a/botscope-logs-app/live?bot=support&env=sandbox&uid=${first.uid}`,
      conversationUrl: `http://127.0.0.1:3000/a/botscope-logs-app/conversation?bot=support&env=sandbox&uid=${first.uid}`,
    });
    await telemetry.forceFlush();
    const turns = collector.find('bot.turn.completed', { 'gen_ai.conversation.id': first.uid });
    expect(turns).toHaveLength(2);
    expect(second.headers).toMatchObject({
      'x-bot-uid': first.uid,
      traceparent: expect.stringMatching(`^00-${turns[1]?.traceId}-[0-9a-f]{16}-01$`),
    });
  });

  it('gives once what the bot says later, unasked', async () => {
    const { app } = await start();
    const { uid } = (await say(app, { text: 'Refund 6006' })).json();
    const readLater = async () =>
      (await app.inject({ url: `/api/later?uid=${uid}`, headers })).json<{ messages: readonly string[] }>().messages;
    const later = await vi.waitUntil(async () => (await readLater())[0], 60_000);
    expect(later).toBe('Your bank has confirmed refund r-6006.');
    expect(await readLater()).toEqual([]);
    expect((await app.inject({ url: '/api/later', headers })).json()).toEqual({ messages: [] });
  });

  it('begins a new conversation after goodbye', async () => {
    const { app } = await start();
    const ended = (await say(app, { text: 'bye' })).json();
    expect(ended.ended).toBe(true);
    expect((await say(app, { uid: ended.uid, text: 'Hello' })).json().uid).not.toBe(ended.uid);
  });

  it.each([
    ['no body', undefined],
    ['no text', {}],
    ['nothing but space', { text: '  ' }],
    ['a text that is none', { text: 7 }],
    ['a text that is too long', { text: 'x'.repeat(2001) }],
    ['null', 'null'],
  ])('refuses %s, says what is accepted and records nothing', async (_, payload) => {
    const { app, telemetry, collector } = await start();
    const answer = await say(app, payload);
    expect(answer.statusCode).toBe(400);
    if (payload !== undefined)
      expect(answer.json()).toEqual({ message: '"text" must be a message of 1 to 2000 characters.' });
    await telemetry.forceFlush();
    expect(collector.records.map(({ event }) => event)).toEqual(['bot.system.started']);
  });

  it.each([
    [400, '{"text":', 'application/json'],
    [415, 'text=Hello', 'application/x-www-form-urlencoded'],
    [400, '{"text":"Hello"}', 'text/plain'],
    [413, JSON.stringify({ text: 'x'.repeat(70_000) }), 'application/json'],
  ])('answers %i to what is no message', async (status, payload, type) => {
    const { app } = await start();
    const answer = await say(app, payload, type);
    expect(answer.statusCode).toBe(status);
    expect(answer.json().message).toEqual(expect.any(String));
  });
});

describe('admin page', () => {
  it('saves what the chat then shows', async () => {
    const { app } = await start();
    const before = (await app.inject({ url: '/api/content', headers })).json();
    expect(before).toEqual({
      auditUrl: 'http://127.0.0.1:3000/a/botscope-logs-app/audit',
      entities: {
        'card/41': {
          title: 'Welcome',
          text: 'Hello! I can look up an order or refund it.',
          buttons: 'Where is my order?\nI want a refund',
        },
        'webhook/7': { url: '/v1/refunds' },
        'action_prompt/12': { text: DEFAULT_CONTENT.prompt.text },
        'sheets_app/3': { account: 'calls@shop.example', access_token: 'demo-sheets-token-2208' },
      },
    });
    const saved = await put(app, 'card/41', { ...before.entities['card/41'], text: 'Good morning 🌞' });
    expect([saved.statusCode, saved.json()]).toEqual([200, { message: 'Saved, and recorded in the audit log.' }]);
    expect((await app.inject({ url: '/api/greeting', headers })).json().messages).toEqual(['Good morning 🌞']);
    const same = await put(app, 'card/41', { ...before.entities['card/41'], text: 'Good morning 🌞' });
    expect(same.json()).toEqual({ message: 'Nothing has changed.' });
  });

  it.each([
    [404, 'card/42', { title: 'Other' }, 'There is no card 42 to edit.'],
    [404, 'constructor/41', { title: 'Other' }, 'There is no constructor 41 to edit.'],
    [400, 'card/41', null, 'Send the fields of the form as a JSON object.'],
    [400, 'card/41', ['title'], 'Send the fields of the form as a JSON object.'],
    [400, 'card/41', { title: '' }, '"title" must not be empty.'],
    [400, 'webhook/7', { url: 'ftp://x' }, '"url" must be an http:// or https:// address'],
  ])('answers %i to a save of %s as %j', async (status, path, payload, message) => {
    const { app, telemetry, collector } = await start();
    const answer = await put(app, path, payload);
    expect(answer.statusCode).toBe(status);
    expect(answer.json().message).toContain(message);
    await telemetry.forceFlush();
    expect(collector.find('bot.audit.change')).toEqual([]);
  });

  it('says that nothing was done when a change cannot be recorded', async () => {
    const { app, telemetry } = await start();
    await telemetry.shutdown();
    const answer = await put(app, 'webhook/7', { url: '/v2/refunds' });
    expect(answer.statusCode).toBe(500);
    expect(answer.json().message).toBe('Not done: The telemetry has been shut down; nothing was recorded.');
    const { entities } = (await app.inject({ url: '/api/content', headers })).json();
    expect(entities['webhook/7']).toEqual({ url: '/v1/refunds' });
  });
});
