import http from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import fastify from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { BotTelemetry } from '../index.ts';
import * as expressEntry from '../adapters/express/index.ts';
import * as fastifyEntry from '../adapters/fastify/index.ts';
import { withBotHeaders, botOf } from '../adapters/http/index.ts';
import { startTestTelemetry } from '../testing/test-telemetry.ts';
import { readBotUid, readTraceparent } from './read-bot-headers.ts';

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** Answers a chat message in two pieces, as a streaming bot does. */
async function chat(telemetry: BotTelemetry, request: object, response: http.ServerResponse): Promise<void> {
  const exchange = botOf(request);
  const conversation = telemetry.conversation(exchange.uid === undefined ? {} : { uid: exchange.uid });
  exchange.answer(conversation);
  await conversation.turn({ input: 'hi' }, async () => {
    response.write('first ');
    await new Promise((resolve) => setImmediate(resolve));
    response.end('second');
  });
}

async function listen(server: http.Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/chat`;
}

const SERVERS: Readonly<Record<string, (telemetry: BotTelemetry) => Promise<string>>> = {
  'node:http': (telemetry) =>
    listen(http.createServer(withBotHeaders((request, response) => chat(telemetry, request, response)))),
  Express: (telemetry) => {
    const app = express();
    app.use(expressEntry.botHeaders());
    app.post('/chat', (request, response) => chat(telemetry, request, response));
    return listen(http.createServer(app));
  },
  Fastify: async (telemetry) => {
    const app = fastify();
    await app.register(fastifyEntry.botHeaders);
    app.post('/chat', async (request, reply) => {
      reply.hijack();
      await chat(telemetry, request, reply.raw);
    });
    await app.ready();
    return listen(app.server);
  },
};

describe('botHeaders', () => {
  it.each(Object.keys(SERVERS))(
    'names conversation and turn to the client of %s, though the answer is a stream',
    async (name) => {
      const test = await startTestTelemetry();
      const url = await SERVERS[name]!(test.telemetry);
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'x-bot-uid': 'c%201', traceparent: TRACEPARENT },
      });
      expect(await response.text()).toBe('first second');
      const [span] = await test.spans();
      expect(response.headers.get('x-bot-uid')).toBe('c%201');
      expect(response.headers.get('traceparent')).toBe(`00-${span?.traceId}-${span?.spanId}-01`);
      expect(response.headers.get('access-control-expose-headers')).toBe('x-bot-uid, traceparent');
      expect(span?.traceId).not.toBe(TRACEPARENT.slice(3, 35));
      expect(span?.attributes['gen_ai.conversation.id']).toBe('c 1');
    },
  );

  it('keeps what the application exposes to browsers, wherever it says so', async () => {
    const url = await listen(
      http.createServer(
        withBotHeaders((request, response, exchange) => {
          exchange.answer({ responseHeaders: () => ({ 'x-bot-uid': 'c1' }) });
          if (request.method === 'GET') response.setHeader('Access-Control-Expose-Headers', 'etag, X-Bot-Uid');
          response.writeHead(200, request.method === 'GET' ? {} : { 'access-control-expose-headers': 'etag' }).end();
        }),
      ),
    );
    const exposed = async (method: string): Promise<string | null> =>
      (await fetch(url, { method })).headers.get('access-control-expose-headers');
    expect(await exposed('GET')).toBe('etag, X-Bot-Uid, traceparent');
    expect(await exposed('PUT')).toBe('etag, x-bot-uid, traceparent');
  });

  it('opens nothing by itself: a response without a conversation is as it was', async () => {
    const test = await startTestTelemetry();
    const url = await listen(http.createServer(withBotHeaders((_request, response) => response.end('ok'))));
    const { headers } = await fetch(url, { headers: { 'x-bot-uid': 'c1' } });
    expect([...headers.keys()].filter((name) => /bot|trace|access/.test(name))).toEqual([]);
    expect(await test.records('bot.conversation.started')).toEqual([]);
  });

  it('tells how to mend it when it has not seen the request', () => {
    expect(() => botOf({})).toThrow('put that middleware before the route');
  });
});

describe('readBotUid', () => {
  it.each([
    ['a UID', 'c1', 'c1'],
    ['a percent-encoded UID', 'c%201%2F%C3%A4', 'c 1/ä'],
    ['one as long as may be', 'x'.repeat(256), 'x'.repeat(256)],
    ['one that is too long', 'x'.repeat(257), undefined],
    ['a header that is too long to look at', '%41'.repeat(2_000), undefined],
    ['a line break', 'a%0d%0ab', undefined],
    ['a broken encoding', '%e4', undefined],
    ['nothing', ' ', undefined],
  ])('reads or refuses %s', (_what, text, uid) => {
    expect(readBotUid({ 'x-bot-uid': text })).toBe(uid);
  });
});

describe('readTraceparent', () => {
  it.each([
    [TRACEPARENT, true],
    [TRACEPARENT.replace('00-', 'ff-'), false],
    [`00-${'0'.repeat(32)}-b7ad6b7169203331-01`, false],
    [`${TRACEPARENT}-x`.repeat(50), false],
    [TRACEPARENT.toUpperCase(), false],
  ])('takes %s only if it is valid', (traceparent, isValid) => {
    expect(readTraceparent({ traceparent })).toBe(isValid ? traceparent : undefined);
  });
});
