import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './product.ts';
import { readSessionCookie, sendRaw } from './send-raw.ts';

const QUERY = '?query=%7Bservice_name%3D~%22.%2B%22%7D';
const proxied = (path: string) => `/api/plugin-proxy/botscope-logs-app/${path}`;

test.describe('the way of a request from browser to store', () => {
  for (const [role, path, status] of [
    ['Viewer', `records/loki/api/v1/query_range${QUERY}`, 200],
    ['Viewer', `api-calls/loki/api/v1/query_range${QUERY}`, 403],
    ['Viewer', `audit/loki/api/v1/query_range${QUERY}`, 403],
    ['Viewer', 'sidecar/alerts', 403],
    ['Editor', `api-calls/loki/api/v1/query_range${QUERY}`, 200],
    ['Editor', `audit/loki/api/v1/query_range${QUERY}`, 403],
    ['Editor', 'sidecar/alerts', 200],
    ['Admin', `audit/loki/api/v1/query_range${QUERY}`, 200],
    ['Admin', 'records/loki/api/v1/push', 404],
  ] as const) {
    test(`answers ${status} to ${role} for ${path.split('?')[0]}`, async ({ urls }) => {
      const cookie = await readSessionCookie(urls.ui, role);
      expect((await sendRaw(urls.ui, proxied(path), { headers: { cookie } })).status).toBe(status);
    });
  }

  for (const path of [
    'records/loki/api/v1/label/../../../../../api-calls/loki/api/v1/query_range',
    'records/loki/api/v1/label/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/audit/loki/api/v1/query_range',
    'records/loki/api/v1/label/..%2f..%2f..%2f..%2f..%2faudit/loki/api/v1/query_range',
    'records/loki/api/v1/label//../audit/loki/api/v1/query_range',
    'records/loki/api/v1/label//x/values',
    'records/loki/api/v1/label/x;/values',
    'records/loki/api/v1/label/..;/..;/audit',
    'records/loki/api/v1/label/%5c..%5c/values',
    'api-calls/../api-calls/loki/api/v1/query_range',
    '/audit/loki/api/v1/query_range',
  ]) {
    test(`refuses a Viewer who writes ${path}`, async ({ urls }) => {
      const cookie = await readSessionCookie(urls.ui, 'Viewer');
      const answer = await sendRaw(urls.ui, proxied(path + QUERY), { headers: { cookie } });
      expect([403, 404]).toContain(answer.status);
      expect(JSON.parse(answer.text)).not.toHaveProperty('data');
    });
  }

  for (const name of ['X-Botscope-Secret', 'X-Botscope-Action', 'X-Grafana-Id']) {
    test(`refuses a request whose client has ${name} dropped`, async ({ urls }) => {
      const headers = { cookie: await readSessionCookie(urls.ui, 'Viewer'), connection: `close, ${name}` };
      const answer = await sendRaw(urls.ui, proxied('records/loki/api/v1/labels'), { headers });
      expect(answer.status).toBe(403);
    });
  }

  test("does not believe a client's own identity, action, secret or tenant", async ({ urls }) => {
    const headers = {
      cookie: await readSessionCookie(urls.ui, 'Viewer'),
      'x-grafana-id': 'eyJhbGciOiJub25lIn0.eyJyb2xlIjoiQWRtaW4ifQ.',
      'x-botscope-action': 'botscope-logs-app.audit:read',
      'x-botscope-secret': 'x',
      'x-scope-orgid': 'audit',
    };
    const own = await sendRaw(urls.ui, proxied(`records/loki/api/v1/query_range${QUERY}`), { headers });
    const audit = await sendRaw(urls.ui, proxied(`audit/loki/api/v1/query_range${QUERY}`), { headers });
    expect([own.status, audit.status]).toEqual([200, 403]);
    expect(own.text).not.toContain('"bot_record_kind":"audit"');
  });
});

test.describe('the gateway, asked without the workbench', () => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const toToken = (key: KeyObject, kid: string, claims: object): string => {
    const text = `${encode({ alg: 'ES256', kid, typ: 'jwt' })}.${encode(claims)}`;
    return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  };

  test('believes only tokens that the workbench signed and that still hold', async ({ urls, dataDirectory }) => {
    const read = (name: string) => readFileSync(join(dataDirectory, name), 'utf8');
    const { proxySecret } = JSON.parse(read('secrets.json')) as { proxySecret: string };
    const own = createPrivateKey(read('workbench-key.pem'));
    const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const { text } = await sendRaw(urls.ui, '/api/signing-keys/keys');
    const { kid } = (JSON.parse(text) as { keys: [{ kid: string }] }).keys[0];
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: `${urls.ui}/`, aud: 'org:1', exp: now + 600, iat: now, role: 'Admin', type: 'user' };
    const admin = { ...claims, identifier: 'x', sub: 'user:1', username: 'admin', name: 'A', email: 'a@localhost' };
    const ask = async (token?: string): Promise<number> => {
      const headers: Record<string, string> = {
        'x-botscope-secret': proxySecret,
        'x-botscope-action': 'botscope-logs-app.audit:read',
      };
      if (token !== undefined) headers['x-grafana-id'] = token;
      return (await sendRaw(urls.gateway, '/audit/loki/api/v1/labels', { headers })).status;
    };
    expect(await ask(toToken(own, kid, admin))).toBe(200);
    for (const token of [
      undefined,
      'no token',
      toToken(foreign, kid, admin),
      toToken(foreign, 'foreign', admin),
      toToken(own, kid, { ...admin, exp: now - 600, iat: now - 1200 }),
      toToken(own, kid, { ...admin, role: 'Viewer' }),
      toToken(own, kid, { ...admin, iss: 'https://grafana.example/' }),
      `${encode({ alg: 'none', kid })}.${encode(admin)}.`,
    ]) {
      expect(await ask(token)).toBe(403);
    }
  });
});
