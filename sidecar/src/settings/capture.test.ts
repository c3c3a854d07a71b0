import type { CapturePolicy, CaptureRule } from '@botscope/conventions';
import { describe, expect, it } from 'vitest';
import { INGEST_TOKEN, makeDirectory, PERSON, startSidecar, type TestSidecar } from '../../tests/sidecar.ts';
import type { AuditEvidence } from '../evidence/evidence.ts';

const RULES: readonly CaptureRule[] = [
  { io: 'errors', minLevel: 'info' },
  { service: 'support-bot', action: 'n7', bodies: 'off' },
];

async function put(test: TestSidecar, policy: unknown, user = PERSON): Promise<{ status: number; body: unknown }> {
  const answer = await test.ask('PUT', 'settings/capture', policy, user);
  return { status: answer.status, body: await answer.json() };
}

async function get(test: TestSidecar): Promise<CapturePolicy> {
  return (await (await test.ask('GET', 'settings/capture')).json()) as CapturePolicy;
}

function askAsBot(test: TestSidecar, query: string, headers: Record<string, string> = {}): Promise<Response> {
  const authorization = `Bearer ${INGEST_TOKEN}`;
  return fetch(`${test.url}/v1/capture-policy${query}`, { headers: { authorization, ...headers } });
}

function audits(test: TestSidecar): readonly AuditEvidence[] {
  return test.evidence.filter((entry) => entry.type === 'audit');
}

describe('settings/capture', () => {
  it('has no rules until someone sets them, and keeps them over a restart', async () => {
    const dataDirectory = await makeDirectory();
    const first = await startSidecar({ dataDirectory });
    expect(await get(first)).toEqual({ version: 0, rules: [] });
    expect(await put(first, { version: 0, rules: RULES })).toEqual({ status: 200, body: { version: 1, rules: RULES } });
    await first.close();
    expect(await get(await startSidecar({ dataDirectory }))).toEqual({ version: 1, rules: RULES });
  });

  it('refuses what is wrong with words that name rule, member and fix, and changes nothing', async () => {
    const test = await startSidecar({ dataDirectory: await makeDirectory() });
    const wrong = { version: 0, rules: [{ io: 'on' }, { bodies: 'sometimes' }, { bot: '42' }] };
    const { status, body } = await put(test, wrong);
    expect(status).toBe(400);
    expect((body as { message: string }).message).toContain(
      'rules[1].bodies is "sometimes"; give "off", "errors", "on" or leave it out. rules[2] sets nothing;',
    );
    expect(await get(test)).toEqual({ version: 0, rules: [] });
    expect(test.evidence).toEqual([]);
  });

  it('lets the second of two administrators read again instead of overwriting the first', async () => {
    const test = await startSidecar({ dataDirectory: await makeDirectory() });
    await put(test, { version: 0, rules: RULES }, { ...PERSON, name: 'Olga Petrov' });
    const { status, body } = await put(test, { version: 0, rules: [] });
    expect(status).toBe(409);
    expect(body).toMatchObject({
      code: 'settings_changed',
      message: expect.stringMatching(/is at version 1, since Olga Petrov changed it at 20.*Z; .* changes version 0\./),
      fix: expect.stringContaining('Read them again'),
    });
    expect(await get(test)).toEqual({ version: 1, rules: RULES });
    expect((await put(test, { version: 1, rules: [] })).body).toEqual({ version: 2, rules: [] });
  });

  it('proves each change by an audit entry with before and after, which is on disk before the answer', async () => {
    const dataDirectory = await makeDirectory();
    const mute = await startSidecar({ dataDirectory }, { recordEvidence: () => Promise.reject(new Error('no disk')) });
    await put(mute, { version: 0, rules: RULES });
    await put(mute, { version: 1, rules: [RULES[0]] });
    await mute.close();
    const test = await startSidecar({ dataDirectory });
    await test.sidecar.runDue();
    const entity = { type: 'capture_policy', id: 'capture_policy', name: 'Capture policy' };
    const first = { version: 1, rules: RULES };
    expect(audits(test)).toMatchObject([
      { action: 'CREATED', category: 'configuration', entity, before: null, after: first, actor: PERSON },
      { action: 'UPDATED', before: first, after: { version: 2, rules: [RULES[0]] } },
    ]);
  });

  it('takes rules that are there already as no change', async () => {
    const test = await startSidecar({ dataDirectory: await makeDirectory() });
    await put(test, { version: 0, rules: RULES });
    expect((await put(test, { version: 1, rules: RULES })).body).toEqual({ version: 1, rules: RULES });
    await test.sidecar.runDue();
    expect(audits(test)).toHaveLength(1);
  });
});

describe('GET /v1/capture-policy', () => {
  it('answers a bot with the rules that can concern it, in their order', async () => {
    const test = await startSidecar({ dataDirectory: await makeDirectory() });
    const rules: readonly CaptureRule[] = [
      { io: 'off' },
      { service: 'other-bot', io: 'on' },
      { service: 'support-bot', server: 'host-1', io: 'on' },
      { server: 'host-2', io: 'errors' },
      { bot: '42', environment: 'production', operation: 'orders', io: 'on' },
    ];
    await put(test, { version: 0, rules });
    const answered = async (query: string) => ((await (await askAsBot(test, query)).json()) as CapturePolicy).rules;
    expect(await answered('?service=support-bot&instance=host-1')).toEqual([rules[0], rules[2], rules[4]]);
    expect(await answered('?service=support-bot&instance=host-2')).toEqual([rules[0], rules[3], rules[4]]);
    expect(await answered('?service=other-bot')).toEqual([rules[0], rules[1], rules[4]]);
  });

  it('answers 304 while nothing has changed, and anew when something has', async () => {
    const test = await startSidecar({ dataDirectory: await makeDirectory() });
    const tag = async (): Promise<string> => (await askAsBot(test, '?service=s')).headers.get('etag') ?? '';
    const before = await tag();
    const known = await askAsBot(test, '?service=s', { 'if-none-match': `"x", W/${before}` });
    expect([known.status, await known.text()]).toEqual([304, '']);
    await put(test, { version: 0, rules: RULES });
    expect((await askAsBot(test, '?service=s', { 'if-none-match': before })).status).toBe(200);
    expect(await tag()).not.toBe(before);
  });

  it.each<[string, string, Record<string, string>, number, string]>([
    ['without a token', '?service=s', { authorization: '' }, 401, 'ingest_token_wrong'],
    ['with a wrong token', '?service=s', { authorization: 'Bearer nobody-knows-this-one' }, 401, 'ingest_token_wrong'],
    ['without a service', '', {}, 400, 'body_invalid'],
    ['with two services', '?service=a&service=b', {}, 400, 'body_invalid'],
    ['with a very long instance', `?service=a&instance=${'x'.repeat(513)}`, {}, 400, 'body_invalid'],
    ['of a web page', '?service=a', { origin: 'http://evil.example' }, 403, 'origin_refused'],
  ])('refuses a request %s', async (_what, query, headers, status, code) => {
    const test = await startSidecar({ dataDirectory: await makeDirectory() });
    const answer = await askAsBot(test, query, headers);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code, fix: expect.any(String) });
  });
});
