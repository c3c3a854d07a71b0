import { gzipSync } from 'node:zlib';
import { request as httpRequest } from 'node:http';
import { SIDECAR_ENDPOINTS } from '@botscope/conventions';
import { encodeLogsEnvelope, encodeLogsRequest } from '@botscope/otlp';
import { fastify } from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  INGEST_TOKEN,
  INTERNAL_SECRET,
  makeDirectory,
  PERSON,
  startSidecar,
  type TestSidecar,
} from '../../tests/sidecar.ts';
import { failingTurn, toOtlpJson } from '../../tests/story.ts';
import { registerOtlpRoutes } from './otlp-routes.ts';

const AUTHORIZED = { Authorization: `Bearer ${INGEST_TOKEN}` };
const JSON_TYPE = { 'Content-Type': 'application/json' };
const BODY = toOtlpJson([failingTurn()[0]]);

async function start(): Promise<TestSidecar> {
  return startSidecar({ dataDirectory: await makeDirectory() });
}

async function post(
  { url }: TestSidecar,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<{ readonly status: number; readonly text: string; readonly type: string | null }> {
  const all = { ...AUTHORIZED, ...JSON_TYPE, ...headers };
  const response = await fetch(`${url}/v1/logs`, { method: 'POST', headers: all, body });
  return { status: response.status, text: await response.text(), type: response.headers.get('content-type') };
}

describe('POST /v1/logs', () => {
  it('takes JSON, gzip and protobuf, and answers in kind', async () => {
    const test = await start();
    expect(await post(test, BODY)).toEqual({ status: 200, text: '{}', type: 'application/json' });
    expect((await post(test, new Uint8Array(gzipSync(BODY)), { 'Content-Encoding': 'gzip' })).status).toBe(200);
    const empty = encodeLogsRequest(encodeLogsEnvelope({ keys: [], values: [] }, { name: '', version: '' }), []);
    const protobuf = { 'Content-Type': 'application/x-protobuf' };
    expect(await post(test, new Uint8Array(empty), protobuf)).toEqual({
      status: 200,
      text: '',
      type: 'application/x-protobuf',
    });
    expect(await test.ledger()).toHaveLength(1);
  });

  it.each<[string, number, string | Uint8Array<ArrayBuffer>, Record<string, string>, string]>([
    ['no token', 401, BODY, { Authorization: '' }, 'BOTSCOPE_INGEST_TOKEN'],
    ['a wrong token', 401, BODY, { Authorization: 'Bearer x' }, 'ingest token'],
    ['text that is no JSON', 400, '{', {}, 'not valid JSON'],
    ['JSON that is no OTLP', 400, '{"resourceLogs":3}', {}, 'resourceLogs'],
    ['no body', 400, '', {}, ''],
    ['truncated gzip', 400, new Uint8Array(gzipSync(BODY).subarray(0, 40)), { 'Content-Encoding': 'gzip' }, 'gzip'],
    ['another encoding', 415, BODY, { 'Content-Encoding': 'br' }, 'Content-Encoding'],
    ['another content type', 415, BODY, { 'Content-Type': 'text/plain' }, 'Content-Type'],
    ['a form', 415, BODY, { 'Content-Type': 'application/x-www-form-urlencoded' }, 'Content-Type'],
    ['17 MB', 413, ' '.repeat(17 * 1024 * 1024), {}, 'larger than the limit'],
    [
      'a gzip bomb',
      413,
      new Uint8Array(gzipSync(Buffer.alloc(65 * 1024 * 1024))),
      { 'Content-Encoding': 'gzip' },
      'limit',
    ],
  ])('refuses %s with %i', async (_what, status, body, headers, text) => {
    const test = await start();
    const answer = await post(test, body, headers);
    expect(answer.status).toBe(status);
    const { code, message } = JSON.parse(answer.text) as { code: unknown; message: string };
    expect(code).toEqual(expect.any(Number));
    if (!text.startsWith('BOTSCOPE')) expect(message).toContain(text);
    expect(answer.text).not.toContain(INGEST_TOKEN);
    expect(await test.ledger()).toEqual([]);
  });

  it('answers 500 in kind when records cannot be kept, so that the sender tries again', async () => {
    const app = fastify();
    const accept = (): never => {
      throw new Error('disk full at /secret/path');
    };
    const failures: unknown[] = [];
    registerOtlpRoutes(app, { ingestToken: INGEST_TOKEN, accept, onError: (error) => failures.push(error) });
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    onTestFinished(() => app.close());
    const headers = { ...AUTHORIZED, ...JSON_TYPE };
    const answer = await fetch(`${url}/v1/logs`, { method: 'POST', headers, body: BODY });
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ code: 13, message: 'The sidecar failed.' });
    expect(String(failures[0])).toContain('disk full');
  });
});

describe('endpoints for people', () => {
  it('answer the gateway only', async () => {
    const { url } = await start();
    const user = JSON.stringify(PERSON);
    const attempts: Record<string, string>[] = [
      {},
      { 'X-Botscope-User': user },
      { 'X-Botscope-Internal-Secret': INTERNAL_SECRET },
      { 'X-Botscope-Internal-Secret': 'wrong', 'X-Botscope-User': user },
      { 'X-Botscope-Internal-Secret': INTERNAL_SECRET, 'X-Botscope-User': '{' },
      {
        'X-Botscope-Internal-Secret': INTERNAL_SECRET,
        'X-Botscope-User': JSON.stringify({ ...PERSON, role: 'Owner' }),
      },
      { Authorization: `Bearer ${INGEST_TOKEN}` },
    ];
    for (const { method, path } of SIDECAR_ENDPOINTS) {
      for (const headers of attempts) {
        const response = await fetch(`${url}/v1/${path}`, { method, headers });
        expect(response.status, `${method} ${path} ${Object.keys(headers).join()}`).toBe(403);
        expect(await response.json()).toMatchObject({ code: 'people_only_through_gateway', fix: expect.any(String) });
      }
    }
  });

  it.each<[string, unknown, string]>([
    ['a missing member', { bot: '42', environment: 'e' }, 'conversation'],
    ['an unknown member', { bot: '42', environment: 'e', conversation: 'c', admin: true }, 'additional properties'],
    ['a number for a text', { bot: 42, environment: 'e', conversation: 'c' }, 'bot'],
    ['an empty text', { bot: '', environment: 'e', conversation: 'c' }, 'bot'],
    ['a note that is too long', { bot: '42', environment: 'e', conversation: 'c', note: 'x'.repeat(2_001) }, 'note'],
    ['a list', [], 'object'],
  ])('refuse %s', async (_what, body, named) => {
    const test = await start();
    const response = await test.ask('PUT', 'flags', body);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { message: string }).message).toContain(named);
    expect(await test.flags()).toEqual([]);
  });

  it('refuse what a form of a web page could send', async () => {
    const { url } = await start();
    const headers = { 'X-Botscope-Internal-Secret': INTERNAL_SECRET, 'X-Botscope-User': JSON.stringify(PERSON) };
    const body = JSON.stringify({ bot: '42', environment: 'e', conversation: 'c' });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const response = await fetch(`${url}/v1/flags`, {
        method: 'PUT',
        headers: { ...headers, 'Content-Type': type },
        body,
      });
      expect(response.status, type).toBe(415);
    }
  });
});

describe('every request', () => {
  it('is refused under a foreign name, or when it comes from a web page', async () => {
    const { url } = await start();
    const { port } = new URL(url);
    const status = (headers: Record<string, string>): Promise<number> =>
      new Promise((resolve) => {
        httpRequest({ port, host: '127.0.0.1', path: '/health', headers }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        }).end();
      });
    expect(await status({ Host: 'evil.example' })).toBe(403);
    expect(await status({ Origin: 'http://127.0.0.1:3000' })).toBe(403);
    expect(await status({ Host: `localhost:${port}` })).toBe(200);
  });

  it('gets a clear 404 for what does not exist', async () => {
    const { url } = await start();
    for (const [method, path] of [
      ['GET', '/v1/logs'],
      ['GET', '/v1/nothing'],
      ['POST', '/health'],
      ['GET', '/'],
    ] as const) {
      const response = await fetch(url + path, { method });
      expect(response.status, `${method} ${path}`).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'not_found' });
    }
  });

  it('is limited in number, with the time to wait', async () => {
    const options = { requestsPerTenSeconds: 3 };
    const test = await startSidecar({ dataDirectory: await makeDirectory() }, options);
    const statuses: number[] = [];
    for (let index = 0; index < 3; index += 1) statuses.push((await fetch(`${test.url}/v1/nothing`)).status);
    const answers = [await fetch(`${test.url}/v1/nothing`), await fetch(`${test.url}/health`), await post(test, BODY)];
    expect([...statuses, ...answers.map(({ status }) => status)]).toEqual([404, 404, 404, 429, 429, 429]);
    expect(Number((await fetch(test.url)).headers.get('retry-after'))).toBeGreaterThan(0);
    expect(JSON.parse(answers[2] && 'text' in answers[2] ? String(answers[2].text) : '')).toMatchObject({ code: 14 });
  });
});

describe('health', () => {
  it('names each part, what is wrong with it and what to do', async () => {
    const test = await start();
    expect(await test.health()).toEqual({
      parts: [
        { name: 'sidecar', state: 'ok' },
        {
          name: 'Loki (sidecar)',
          state: 'down',
          reason: expect.stringContaining('the log store cannot be reached'),
          fix: expect.stringContaining('BOTSCOPE_LOKI_URL'),
        },
        { name: 'mail', state: 'ok', reason: expect.stringContaining('outbox') },
        { name: 'pinning', state: 'ok' },
        { name: 'disk', state: expect.stringMatching(/^(ok|degraded)$/) },
      ],
    });
    expect(await (await fetch(`${test.url}/health`)).json()).toEqual({ state: 'down' });
  });
});
