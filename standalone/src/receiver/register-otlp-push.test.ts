import type { AddressInfo } from 'node:net';
import { fastify, type FastifyInstance } from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openTestStore, readAll } from '../store/test-records.ts';
import { registerOtlpPush } from './register-otlp-push.ts';
import { toLogsJson } from './test-receiver.ts';

async function startLokiPort(options: { ingestToken?: string } = {}) {
  const store = openTestStore({ clock: Date.now });
  const app = fastify({ bodyLimit: 10 });
  app.get('/ready', () => 'ready');
  await registerOtlpPush(app, { store, ...options });
  await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => app.close());
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/otlp/v1/logs`;
  const post = (body: string, headers: Record<string, string>) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  return { app, store, post };
}

describe('registerOtlpPush', () => {
  it('stores a record as it comes under the tenant of the request, and answers 204', async () => {
    const { store, post } = await startLokiPort();
    const body = toLogsJson([{ body: 'pinned', attributes: { 'bot.record.kind': 'step', 'bot.retention': 'pinned' } }]);
    expect((await post(body, { 'x-scope-orgid': 'api' })).status).toBe(204);
    expect(readAll(store.reader, { tenant: 'api' })).toMatchObject([
      { line: 'pinned', labels: { bot_record_kind: 'step', bot_retention: 'pinned', service_name: 'bot' } },
    ]);
    expect(readAll(store.reader)).toEqual([]);
  });

  it('adds no label of its own', async () => {
    const { store, post } = await startLokiPort();
    await post(toLogsJson([{}]), { 'x-scope-orgid': 'bots' });
    expect(Object.entries(readAll(store.reader)[0]?.labels ?? {})).toEqual([['service_name', 'bot']]);
  });

  it.each<[string, string, Record<string, string>, number, string]>([
    ['without a tenant', toLogsJson([{}]), {}, 401, 'no org id'],
    [
      'for an unknown tenant',
      toLogsJson([{}]),
      { 'x-scope-orgid': 'a|b' },
      400,
      'there is no tenant "a|b"; there are bots, api, audit',
    ],
    ['with nothing in it', '{}', { 'x-scope-orgid': 'bots' }, 422, 'there is no log record in it'],
    ['that is broken', '{', { 'x-scope-orgid': 'bots' }, 400, 'the logs request is not valid JSON'],
  ])('refuses a request %s', async (_, body, headers, status, message) => {
    const { post } = await startLokiPort();
    const response = await post(body, headers);
    expect(response.status).toBe(status);
    expect(((await response.json()) as { message: string }).message).toContain(message);
  });

  it('asks for the ingest token where the connection is not over loopback', async () => {
    // An injected request comes over no socket at all, which counts as beyond loopback.
    const send = async (app: FastifyInstance, headers: Record<string, string> = {}) => {
      const all = { 'content-type': 'application/json', 'x-scope-orgid': 'bots', ...headers };
      const url = '/otlp/v1/logs';
      return (await app.inject({ method: 'POST', url, headers: all, payload: toLogsJson([{}]) })).statusCode;
    };
    const open = await startLokiPort();
    expect(await send(open.app)).toBe(403);
    const guarded = await startLokiPort({ ingestToken: 'right' });
    expect(await send(guarded.app)).toBe(401);
    expect(await send(guarded.app, { authorization: 'Bearer right' })).toBe(204);
  });

  it('answers 400 when a record was rejected, and stores the others', async () => {
    const { store, post } = await startLokiPort();
    const response = await post(toLogsJson([{ body: 'x'.repeat(1_048_577) }, { body: 'kept' }]), {
      'x-scope-orgid': 'bots',
    });
    expect(response.status).toBe(400);
    expect(readAll(store.reader).map((record) => record.line)).toEqual(['kept']);
  });
});
