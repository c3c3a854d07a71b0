import http from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import fastify, { type FastifyRequest } from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { auditRepository, type BotTelemetry } from '../index.ts';
import * as expressEntry from '../adapters/express/index.ts';
import * as fastifyEntry from '../adapters/fastify/index.ts';
import { startTestTelemetry, toBody } from '../testing/test-telemetry.ts';

const EVENT = 'bot.audit.change';

function createCards(telemetry: BotTelemetry): { save(card: { id: string; name: string }): Promise<void> } {
  const cards = { findById: async () => undefined, save: async () => {} };
  return auditRepository(cards, {
    audit: telemetry.audit,
    entityType: 'card',
    methods: { save: 'create' },
    read: (id) => ({ id, name: 'Welcome' }),
  });
}

async function listen(server: http.Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The user is known only after the middleware of the audit, as it often is. */
const SERVERS: Readonly<Record<string, (telemetry: BotTelemetry) => Promise<string>>> = {
  Express: (telemetry) => {
    const cards = createCards(telemetry);
    const users = new WeakMap<object, { id: string }>();
    const access = expressEntry.createAccessAudit({ audit: telemetry.audit });
    const app = express();
    app.use(express.json());
    app.use(
      expressEntry.auditActor({
        audit: telemetry.audit,
        toActor: (request) => users.get(request),
        toContext: (request) => ({ requestId: request.get('x-request-id') }),
      }),
    );
    app.use(expressEntry.auditDenials({ access }));
    app.use((request, _response, next) => {
      users.set(request, { id: request.get('x-user') ?? 'nobody' });
      next();
    });
    app.post('/cards', async (request, response) => {
      await cards.save(request.body as { id: string; name: string });
      response.status(201).end();
    });
    app.get('/secret', (_request, response) => response.status(403).end());
    return listen(http.createServer(app));
  },
  Fastify: async (telemetry) => {
    const cards = createCards(telemetry);
    const users = new WeakMap<FastifyRequest, { id: string }>();
    const access = fastifyEntry.createAccessAudit({ audit: telemetry.audit });
    const app = fastify();
    await app.register(fastifyEntry.auditActor, {
      audit: telemetry.audit,
      toActor: (request) => users.get(request),
      toContext: (request) => ({ requestId: request.headers['x-request-id'] }),
    });
    await app.register(fastifyEntry.auditDenials, {
      access,
      toActor: (request) => users.get(request as FastifyRequest),
    });
    app.addHook('preHandler', async (request) => {
      users.set(request, { id: request.headers['x-user'] as string });
    });
    app.post('/cards', async (request, reply) => {
      await cards.save(request.body as { id: string; name: string });
      return reply.code(201).send();
    });
    app.get('/secret', (_request, reply) => reply.code(403).send());
    await app.ready();
    return listen(app.server);
  },
};

describe('audit middleware', () => {
  it.each(Object.keys(SERVERS))(
    'names the user of a request of %s, for requests at the same time too',
    async (name) => {
      const test = await startTestTelemetry();
      const url = await SERVERS[name]!(test.telemetry);
      const ids = Array.from({ length: 8 }, (_, i) => String(i));
      await Promise.all(
        ids.map(async (id) => {
          const headers = { 'content-type': 'application/json', 'x-user': `user ${id}`, 'x-request-id': `r-${id}` };
          const body = JSON.stringify({ id, name: 'Welcome', padding: 'x'.repeat(90_000) });
          expect((await fetch(`${url}/cards`, { method: 'POST', headers, body })).status).toBe(201);
        }),
      );
      const records = await test.records(EVENT);
      const told = records.map((record) => [
        record.attributes['user.id'],
        record.attributes['bot.audit.entity.id'],
        toBody(record)['context'],
      ]);
      expect(told.toSorted()).toEqual(ids.map((id) => [`user ${id}`, id, { requestId: `r-${id}` }]));
    },
  );

  it.each(Object.keys(SERVERS))('records what %s refuses as a violation of access control', async (name) => {
    const test = await startTestTelemetry();
    const url = await SERVERS[name]!(test.telemetry);
    expect((await fetch(`${url}/secret?key=1`, { headers: { 'x-user': 'mallory' } })).status).toBe(403);
    await test.collector.untilEvent(EVENT);
    const record = await test.record(EVENT);
    expect(record.attributes).toMatchObject({
      'bot.audit.action': 'DENIED',
      'bot.audit.category': 'security',
      'bot.audit.entity.type': 'access',
      'bot.audit.entity.name': 'GET /secret',
      'bot.outcome': 'error',
      'error.type': 'forbidden',
      'user.id': 'mallory',
    });
    expect(toBody(record)).toMatchObject({ context: { ip: '127.0.0.1', request: 'GET /secret' } });
  });
});
