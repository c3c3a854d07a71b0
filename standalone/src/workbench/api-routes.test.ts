import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GRAFANA_VERSION } from './boot-data.ts';
import { logIn, startTestWorkbench, type TestWorkbench } from './test-workbench.ts';

let workbench: TestWorkbench;
let nowMillis = Date.now();
beforeAll(async () => {
  workbench = await startTestWorkbench({ nowMillis: () => nowMillis });
});
afterAll(() => workbench.close());

const json = (body: object) => ({
  headers: { 'content-type': 'application/json', origin: workbench.url },
  body: JSON.stringify(body),
});

describe('log-in', () => {
  it('switches the person', async () => {
    const cookie = await logIn(workbench.url, 'editor');
    const answer = await workbench.send('/api/user', { headers: { cookie } });
    expect(JSON.parse(answer.text)).toMatchObject({ login: 'editor', name: 'Ben Builder' });
  });

  it('ends after its time', async () => {
    const cookie = await logIn(workbench.url, 'editor');
    nowMillis += 31 * 24 * 3600 * 1000;
    expect((await workbench.send('/api/user', { headers: { cookie } })).status).toBe(401);
  });

  it('names the people when it is asked for somebody else', async () => {
    const answer = await workbench.send('/login', { method: 'POST', ...json({ user: 'root' }) });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('admin, editor, viewer')]);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])('takes no %s', async (type) => {
    const headers = { 'content-type': type, origin: workbench.url };
    const answer = await workbench.send('/login', { method: 'POST', headers, body: '{"user":"admin"}' });
    expect(answer.status).toBe(415);
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  it('refuses a foreign origin', async () => {
    const headers = { 'content-type': 'application/json', origin: 'http://127.0.0.1:4000' };
    const answer = await workbench.send('/login', { method: 'POST', headers, body: '{"user":"admin"}' });
    expect(answer.status).toBe(403);
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });
});

describe('settings of the app', () => {
  it('are for people who are logged in, without secrets', async () => {
    const path = '/api/plugins/botscope-logs-app/settings';
    expect((await workbench.send(path)).status).toBe(401);
    const { text } = await workbench.send(path, { as: 'viewer' });
    expect(JSON.parse(text)).toMatchObject({
      id: 'botscope-logs-app',
      jsonData: { productionDelayMinutes: 15 },
      secureJsonFields: { proxySecret: true },
    });
    expect(text).not.toContain('the-proxy-secret');
  });

  it('cannot be changed here, and say where', async () => {
    const path = '/api/plugins/botscope-logs-app/settings';
    const answer = await workbench.send(path, { method: 'POST', ...json({ jsonData: {} }), as: 'admin' });
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('plugins.yaml')]);
  });
});

describe('preferences', () => {
  it('keep the theme for the next page', async () => {
    const answer = await workbench.send('/api/user/preferences', {
      method: 'PATCH',
      ...json({ theme: 'light' }),
      as: 'viewer',
    });
    expect(answer.status).toBe(200);
    const cookie = String(answer.headers['set-cookie']?.[0]).split(';')[0]!;
    const page = await workbench.send('/a/botscope-logs-app/conversations', { headers: { cookie } });
    expect(page.text).toContain('"theme":"light"');
  });

  it('name the themes', async () => {
    const answer = await workbench.send('/api/user/preferences', {
      method: 'PATCH',
      ...json({ theme: 'x' }),
      as: 'viewer',
    });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('system, light, dark')]);
  });
});

describe('GRAFANA_VERSION', () => {
  it('is the version of the packages that the page is built from', () => {
    const file = new URL('../../package.json', import.meta.url);
    const { devDependencies } = JSON.parse(readFileSync(file, 'utf8')) as { devDependencies: Record<string, string> };
    expect(GRAFANA_VERSION).toBe(devDependencies['@grafana/runtime']);
  });
});
