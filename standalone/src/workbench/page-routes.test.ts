import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestWorkbench, type Answer, type TestWorkbench } from './test-workbench.ts';

const HOME = '/a/botscope-logs-app/conversations';
let workbench: TestWorkbench;
beforeAll(async () => {
  workbench = await startTestWorkbench();
});
afterAll(() => workbench.close());

interface BootData {
  readonly user: { readonly orgRole: string; readonly theme: string; readonly permissions: Record<string, boolean> };
  readonly navTree: readonly [{ readonly children: readonly { readonly text: string; readonly url: string }[] }];
  readonly settings: { readonly appUrl: string; readonly appSubUrl: string };
}

function readBootData({ text }: Answer): BootData {
  const json = /window\.grafanaBootData=(.*?);<\/script>/s.exec(text)?.[1] ?? '';
  return JSON.parse(json) as BootData;
}

describe('pages', () => {
  it('lead from / to the start page of the app', async () => {
    const answer = await workbench.send('/');
    expect([answer.status, answer.headers.location]).toEqual([302, HOME]);
  });

  it('open as Admin at first, with a cookie that scripts and other sites do not get', async () => {
    const answer = await workbench.send(HOME);
    expect(answer.status).toBe(200);
    expect(readBootData(answer).user.orgRole).toBe('Admin');
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^botscope_session=.*HttpOnly.*SameSite=Strict/);
  });

  it('keep the session that is there', async () => {
    const answer = await workbench.send(HOME, { as: 'viewer' });
    expect(readBootData(answer).user.orgRole).toBe('Viewer');
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  it.each(['viewer', 'viewer.9999999999', 'admin.9999999999.AAAA', 'editor.1'])(
    'do not believe the forged session "%s"',
    async (value) => {
      const headers = { cookie: `botscope_session=${value}` };
      expect((await workbench.send('/api/user', { headers })).status).toBe(401);
      expect((await workbench.send(HOME, { headers })).headers).toHaveProperty('set-cookie');
    },
  );

  it('load once more when a link from elsewhere could not bring the session along', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    const answer = await workbench.send(`${HOME}?uid=%22%3E`, { headers });
    expect(answer.text).toContain('http-equiv="refresh"');
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect((await workbench.send(HOME, { headers, as: 'editor' })).text).toContain('host page');
  });

  it.each([
    ['viewer', ['Other', 'Conversation logs']],
    ['admin', ['Other', 'Conversation logs', 'Audit logs', 'Configuration']],
  ] as const)('show %s only the navigation that may be opened', async (as, entries) => {
    const bootData = readBootData(await workbench.send(HOME, { as }));
    expect(bootData.navTree[0].children.map(({ text }) => text)).toEqual(entries);
    expect(bootData.user.permissions['botscope-logs-app.audit:read']).toBe(as === 'admin' ? true : undefined);
  });

  it('forbid eval, foreign scripts and frames, with a nonce of their own each time', async () => {
    const [first, second] = [await workbench.send(HOME), await workbench.send(HOME)];
    const policy = String(first.headers['content-security-policy']);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(policy).not.toContain('unsafe-eval');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(first.text).toContain(`nonce="${nonce}"`);
    expect(second.text).not.toContain(String(nonce));
    expect(first.text).not.toContain('__BOTSCOPE_');
  });

  it('answer for loopback names only', async () => {
    const answer = await workbench.send(HOME, { headers: { host: 'evil.example' } });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('evil.example');
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  it('say that an unknown address is unknown, as JSON to programs', async () => {
    const page = await workbench.send('/explore', { headers: { accept: 'text/html' } });
    expect([page.status, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(page.text).toContain('/explore');
    const api = await workbench.send('/api/ds/query', { headers: { accept: 'text/html' } });
    expect([api.status, JSON.parse(api.text)]).toEqual([
      404,
      { message: expect.stringContaining('/api/ds/query') as string },
    ]);
  });

  it('escape what an address contains', async () => {
    const page = await workbench.send('/%3Cscript%3E', { headers: { accept: 'text/html' } });
    expect(page.text).not.toContain('<script');
  });

  it("serve the plugin's files untouched, to anybody, and nothing beside them", async () => {
    const module = await workbench.send('/public/plugins/botscope-logs-app/module.js');
    expect([module.status, module.text]).toEqual([200, 'define([], () => ({}))']);
    expect(module.headers['content-type']).toContain('javascript');
    for (const path of ['../plugins.yaml', '%2e%2e/plugins.yaml', '..%2fdata/workbench-key.pem', '']) {
      const { status } = await workbench.send(`/public/plugins/botscope-logs-app/${path}`);
      expect(status).toBeGreaterThanOrEqual(400);
    }
  });
});

describe('pages without builds', () => {
  it('say which build is missing and what to run', async () => {
    const unbuilt = await startTestWorkbench({ built: false });
    const page = await unbuilt.send(HOME, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(503);
    expect(page.text).toContain('The plugin is not built');
    expect(page.text).toContain('npm run build');
    const api = await unbuilt.send('/api/plugin-proxy/botscope-logs-app/records/query', { as: 'viewer' });
    expect([api.status, api.text]).toEqual([503, expect.stringContaining('npm run build')]);
    await unbuilt.close();
  });
});

describe('pages below a sub-path', () => {
  it('are found there, and so is everything they name', async () => {
    const below = await startTestWorkbench({ publicUrl: 'http://bots.example/grafana/' });
    const headers = { host: 'bots.example' };
    const outside = await below.send('/', { headers });
    expect([outside.status, outside.headers.location]).toEqual([302, 'http://bots.example/grafana/']);
    const root = await below.send('/grafana/', { headers });
    expect(root.headers.location).toBe(`/grafana${HOME}`);
    const page = await below.send(`/grafana${HOME}`, { headers });
    expect(page.text).toContain('src="/grafana/public/build/index.js"');
    expect(page.headers['set-cookie']?.[0]).toContain('Path=/grafana;');
    const { settings, navTree } = readBootData(page);
    expect(settings).toMatchObject({ appUrl: 'http://bots.example/grafana/', appSubUrl: '/grafana' });
    expect(navTree[0].children[1]?.url).toBe(`/grafana${HOME}`);
    const proxied = '/grafana/api/plugin-proxy/botscope-logs-app/records/query';
    const cookie = String(page.headers['set-cookie']?.[0]).split(';')[0]!;
    expect((await below.send(proxied, { headers: { ...headers, cookie } })).status).toBe(200);
    await below.close();
  });
});
