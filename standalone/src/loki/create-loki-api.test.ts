import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { ago, ask, labels, range, selector, shareServer, start } from './test-loki-server.ts';

describe('createLokiApi', () => {
  const server = shareServer([{ at: ago(1), labels }]);

  it('answers without a tenant 401, for an unknown tenant nothing', async () => {
    const { base } = server;
    const anonymous = await ask(base, range, { query: selector }, { headers: { 'X-Scope-OrgID': '' } });
    expect([anonymous.status, anonymous.text]).toEqual([401, 'no org id']);
    const stranger = await ask(base, range, { query: selector }, { headers: { 'X-Scope-OrgID': 'strangers' } });
    expect([stranger.status, stranger.data.result]).toEqual([200, []]);
  });

  it('is ready, and tells its version', async () => {
    const { base } = server;
    expect((await ask(base, '/ready')).text).toBe('ready\n');
    expect((await ask(base, '/loki/api/v1/status/buildinfo')).text).toMatch(/^\{"version":"3\.7\./);
  });

  it.each(['/loki/api/v1/delete', '/loki/api/v1/push', '/'])('names what exists where %s does not', async (path) => {
    const { base } = server;
    const answer = await ask(base, path, {}, { method: 'POST' });
    expect([answer.status, answer.text]).toEqual([404, expect.stringContaining('/loki/api/v1/label/{name}/values')]);
  });

  it('refuses a foreign host name, also for pages that do not exist', async () => {
    const base = await start([], { allowedHosts: ['loki.internal'] });
    const withHost = (host: string, path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        request(`${base}${path}`, { headers: { host } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on('error', reject)
          .end();
      });
    expect(await withHost('evil.example:3100', '/ready')).toBe(403);
    expect(await withHost('evil.example', '/nope')).toBe(403);
    expect(await withHost('loki.internal:3100', '/ready')).toBe(200);
    expect(await withHost('localhost', '/ready')).toBe(200);
  });

  it.each(['http://evil.example', 'null', 'http://127.0.0.1:1'])('refuses pages of the origin %s', async (origin) => {
    const { base } = server;
    const answer = await ask(base, range, { query: selector }, { headers: { origin } });
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('drop the Origin header')]);
    expect((await ask(base, '/nope', {}, { headers: { origin } })).status).toBe(403);
    expect((await ask(base, range, { query: selector }, { headers: { origin: base } })).status).toBe(200);
  });

  it('asks for the read token where one is set', async () => {
    const base = await start([], { readToken: 'right' });
    const withToken = async (token: string) =>
      (await ask(base, range, { query: selector }, { headers: { authorization: `Bearer ${token}` } })).status;
    expect([await withToken('wrong'), await withToken('right')]).toEqual([401, 200]);
    expect((await ask(base, '/ready')).status).toBe(200);
  });

  it('ends a query that takes too long, and answers the next', async () => {
    const base = await start({ endless: true }, { queryTimeoutMillis: 50 });
    const slow = await ask(base, range, { query: `${selector}` });
    expect([slow.status, slow.text]).toEqual([504, expect.stringContaining('shorter time range')]);
    expect((await ask(base, '/loki/api/v1/query', { query: 'vector(1)' })).status).toBe(200);
  });

  it('replaces a thread that does not come back', async () => {
    const base = await start({ hangs: true }, { queryTimeoutMillis: 20, queryGraceMillis: 20 });
    expect((await ask(base, range, { query: selector })).status).toBe(504);
    expect((await ask(base, '/loki/api/v1/query', { query: 'vector(1)' })).status).toBe(200);
  });

  it('stops a query whose client has gone, and does not start one that still waits', async () => {
    const scanEnded = new SharedArrayBuffer(4);
    const base = await start({ endless: true, scanEnded }, { queryTimeoutMillis: 60_000 });
    const clients = [new AbortController(), new AbortController()];
    const asked = clients.map(({ signal }) => ask(base, range, { query: selector }, { signal }).catch(() => 'gone'));
    await ask(base, '/ready');
    for (const client of clients) client.abort();
    expect(await Promise.all(asked)).toEqual(['gone', 'gone']);
    await Atomics.waitAsync(new Int32Array(scanEnded), 0, 0).value;
    expect((await ask(base, '/loki/api/v1/query', { query: 'vector(1)' })).status).toBe(200);
  });

  it('refuses more waiting queries than allowed with 429', async () => {
    const base = await start({ endless: true }, { queryTimeoutMillis: 500, maxWaitingQueries: 1 });
    const answers = await Promise.all(Array.from({ length: 4 }, () => ask(base, range, { query: selector })));
    expect(answers.map(({ status }) => status).sort()).toEqual([429, 429, 504, 504]);
  });

  it('does not start when the store cannot be opened', async () => {
    await expect(start({ fails: 'no such directory: data/records' })).rejects.toThrow(
      'no such directory: data/records',
    );
  });
});
