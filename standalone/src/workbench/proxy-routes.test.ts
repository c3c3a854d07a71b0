import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { once } from 'node:events';
import { request as startRequest, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { logIn, startTestWorkbench, type TestWorkbench } from './test-workbench.ts';

const proxy = (path: string) => `/api/plugin-proxy/botscope-logs-app/${path}`;
let workbench: TestWorkbench;
beforeAll(async () => {
  workbench = await startTestWorkbench();
});
beforeEach(() => void workbench.seen.splice(0));
afterAll(() => workbench.close());

describe('plugin proxy', () => {
  it.each([
    ['viewer', 'GET', 'records/query', 200],
    ['viewer', 'PUT', 'sidecar/flags', 403],
    ['viewer', 'GET', 'audit/query', 403],
    ['viewer', 'GET', 'editors', 403],
    ['editor', 'GET', 'records/query', 200],
    ['editor', 'PUT', 'sidecar/flags', 200],
    ['editor', 'GET', 'editors', 200],
    ['editor', 'GET', 'audit/query', 403],
    ['admin', 'GET', 'audit/query', 200],
  ] as const)('lets %s %s %s: %d', async (as, method, path, status) => {
    const answer = await workbench.send(proxy(path), { as, method, headers: { origin: workbench.url } });
    expect(answer.status).toBe(status);
    expect(workbench.seen).toHaveLength(status === 200 ? 1 : 0);
    if (status === 403) expect(JSON.parse(answer.text)).toHaveProperty('message', expect.stringContaining('needs'));
  });

  it('refuses who is not logged in', async () => {
    expect((await workbench.send(proxy('records/query'))).status).toBe(401);
    expect(workbench.seen).toHaveLength(0);
  });

  it.each(['records', 'records/query/x', 'records/quer', 'Records/query', '/records/query', 'records//query', ''])(
    'has no route for "%s"',
    async (path) => {
      expect((await workbench.send(proxy(path), { as: 'admin' })).status).toBe(404);
      expect(workbench.seen).toHaveLength(0);
    },
  );

  it('answers 400 for a malformed percent sign', async () => {
    expect((await workbench.send(proxy('records/label/%zz'), { as: 'admin' })).status).toBe(400);
  });

  it.each([
    ['records/query?a=%2F&b=1', '/records/query?a=%2F&b=1'],
    ['records/query/', '/records/query'],
    ['records/label/bot_id/values', '/records/label/bot_id/values'],
    [`records/label/${'x'.repeat(3000)}`, `/records/label/${'x'.repeat(3000)}`],
    ['records/label/../../audit/query', '/records/label/../../audit/query'],
    ['records/label/%2e%2e/%2e%2e/audit/query', '/records/label/../../audit/query'],
    ['records/label/..%2f..%2faudit', '/records/label/../../audit'],
    ['records/label/a%0d%0aX-Evil:%201', '/records/label/a%0D%0AX-Evil%3A%201'],
  ])('sends %s on as %s: unresolved, for the gateway to judge', async (path, expected) => {
    await workbench.send(proxy(path), { as: 'viewer' });
    expect(workbench.seen.map(({ url }) => url)).toEqual([expected]);
  });

  it('sets the headers of the route over those of the client', async () => {
    const headers = {
      'X-Botscope-Secret': 'mine',
      'x-botscope-action': 'mine',
      'x-grafana-id': 'mine',
      'x-other': 'kept',
    };
    await workbench.send(proxy('records/query'), { as: 'viewer', headers });
    expect(workbench.seen[0]?.headers).toMatchObject({
      'x-botscope-secret': 'the-proxy-secret',
      'x-botscope-action': 'botscope-logs-app.conversations:read',
      'x-other': 'kept',
    });
    expect(workbench.seen[0]?.headers['x-grafana-id']).not.toContain('mine');
  });

  it('drops what a client names in Connection even where the route sets it', async () => {
    const headers = { connection: 'close, X-Botscope-Secret' };
    await workbench.send(proxy('records/query'), { as: 'viewer', headers });
    expect(workbench.seen[0]?.headers).not.toHaveProperty('x-botscope-secret');
    expect(workbench.seen[0]?.headers).toHaveProperty('x-botscope-action');
  });

  it('keeps cookies, origin and authorization to itself, in both directions', async () => {
    const headers = { origin: workbench.url, authorization: 'Basic x', referer: `${workbench.url}/a` };
    const answer = await workbench.send(proxy('records/query'), { as: 'viewer', headers });
    for (const name of ['cookie', 'origin', 'authorization', 'referer']) {
      expect(workbench.seen[0]?.headers).not.toHaveProperty(name);
    }
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  it('marks answers as not to be stored and not to be run', async () => {
    const { headers } = await workbench.send(proxy('records/query'), { as: 'viewer' });
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
    });
  });

  it('sends an identity token that the published key verifies', async () => {
    await workbench.send(proxy('records/query'), { as: 'editor' });
    const [header, claims, signature] = String(workbench.seen[0]?.headers['x-grafana-id']).split('.');
    const { text } = await workbench.send('/api/signing-keys/keys');
    const [jwk] = (JSON.parse(text) as { keys: JsonWebKey[] }).keys;
    const key = createPublicKey({ key: jwk!, format: 'jwk' });
    const signed = Buffer.from(`${header}.${claims}`);
    expect(verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature!, 'base64url'))).toBe(
      true,
    );
    expect(JSON.parse(Buffer.from(claims!, 'base64url').toString())).toMatchObject({
      iss: `${workbench.url}/`,
      role: 'Editor',
      username: 'editor',
    });
  });

  it.each([
    ['far', 'example.com'],
    ['broken', '<no value>/broken'],
  ])('refuses the upstream of "%s" and names it', async (path, named) => {
    const answer = await workbench.send(proxy(path), { as: 'admin' });
    expect(answer.status).toBe(502);
    expect(answer.text).toContain(named);
  });

  it('sends a form on as it is', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: workbench.url };
    await workbench.send(proxy('sidecar/flags'), { as: 'editor', method: 'PUT', headers, body: 'query=a%20b' });
    expect(workbench.seen[0]).toMatchObject({ method: 'PUT', body: 'query=a%20b' });
  });

  it.each(['http://127.0.0.1:4000', 'https://evil.example', 'null', undefined])(
    'refuses a change from the origin %s',
    async (origin) => {
      const headers: Record<string, string> = origin === undefined ? {} : { origin };
      expect((await workbench.send(proxy('sidecar/flags'), { as: 'editor', method: 'PUT', headers })).status).toBe(403);
      expect(workbench.seen).toHaveLength(0);
    },
  );

  it('reads the environment at each request', async () => {
    const url = workbench.environment.BOTSCOPE_GATEWAY_URL!;
    workbench.environment.BOTSCOPE_GATEWAY_URL = 'http://127.0.0.1:1';
    const answer = await workbench.send(proxy('records/query'), { as: 'viewer' });
    workbench.environment.BOTSCOPE_GATEWAY_URL = url;
    expect(answer.status).toBe(502);
    expect(answer.text).toContain('127.0.0.1:1 does not answer (ECONNREFUSED)');
  });
});

describe('streaming through the plugin proxy', () => {
  it('hands events on before the answer ends', async () => {
    let push: (text: string) => void = () => undefined;
    const streaming = await startTestWorkbench({
      upstream: (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
        push = (text) => void response.write(text);
      },
    });
    const { hostname, port } = new URL(streaming.url);
    const headers = { cookie: await logIn(streaming.url, 'viewer') };
    const request = startRequest({ hostname, port, path: proxy('records/query'), headers, agent: false }).end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    for (const text of ['data: 1\n\n', 'data: 2\n\n']) {
      push(text);
      const [chunk] = (await once(response, 'data')) as [Buffer];
      expect(chunk.toString()).toBe(text);
    }
    response.destroy();
    await streaming.close();
  });

  it('passes 100 MB up and down without holding them', async () => {
    const sizeBytes = 100 * 1024 * 1024;
    const echoing = await startTestWorkbench({ upstream: (request, response) => void request.pipe(response) });
    const { hostname, port } = new URL(echoing.url);
    const headers = { cookie: await logIn(echoing.url, 'editor'), origin: echoing.url, 'content-length': sizeBytes };
    const request = startRequest({
      hostname,
      port,
      path: proxy('sidecar/flags'),
      method: 'PUT',
      headers,
      agent: false,
    });
    const block = Buffer.alloc(1024 * 1024, 'x');
    let written = 0;
    const writing = (async () => {
      for (; written < 100; written++) if (!request.write(block)) await once(request, 'drain');
      request.end();
    })();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    // Nobody reads the echo yet: what is not held somewhere on the way must make the writer wait.
    for (let turn = 0; turn < 500; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(written).toBeLessThan(50);
    let receivedBytes = 0;
    for await (const chunk of response) receivedBytes += (chunk as Buffer).length;
    await writing;
    expect(receivedBytes).toBe(sizeBytes);
    await echoing.close();
  });

  it('stops asking when the client leaves', async () => {
    let reportLeft: () => void = () => undefined;
    const left = new Promise<void>((resolve) => (reportLeft = resolve));
    const waiting = await startTestWorkbench({
      upstream: (_request, response) => {
        response.on('close', reportLeft);
        response.writeHead(200).write('first');
      },
    });
    const { hostname, port } = new URL(waiting.url);
    const headers = { cookie: await logIn(waiting.url, 'viewer') };
    const request = startRequest({ hostname, port, path: proxy('records/query'), headers, agent: false }).end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.destroy();
    await left;
    await waiting.close();
  });
});
