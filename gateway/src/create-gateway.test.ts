import * as http from 'node:http';
import { describe, expect, it } from 'vitest';
import { createGateway } from './create-gateway.ts';
import { readGatewayConfig } from './config.ts';
import { ask, INTERNAL_SECRET, PROXY_SECRET, READ_TOKEN, startServer, startTestGateway } from '../tests/gateway.ts';
import { signToken } from '../tests/grafana.ts';

const QUERY = '/records/loki/api/v1/query_range';
const READ = 'conversations:read';
const codeOf = (body: string): unknown => (JSON.parse(body) as { code: unknown }).code;

describe('createGateway, people', () => {
  it('A3: shows log entries only to a request with secret, action and signed identity', async () => {
    const { people, headers, seen } = await startTestGateway();
    const complete = headers('Viewer', READ);
    for (const name of ['X-Botscope-Secret', 'X-Botscope-Action', 'X-Grafana-Id']) {
      for (const value of [undefined, '', 'wrong-value-0123456789']) {
        const changed = { ...complete, [name]: value };
        if (value === undefined) delete changed[name];
        expect((await ask(people, { path: QUERY, headers: changed })).status, `${name} ${value}`).toBe(403);
      }
    }
    expect(seen).toEqual([]);
    expect((await ask(people, { path: QUERY, headers: complete })).status).toBe(200);
  });

  it('F4: shows API logs to Owner, Supervisor and Bot Builder (Admin, Editor), not to a Viewer', async () => {
    const { people, headers, seen } = await startTestGateway();
    const path = '/api-calls/loki/api/v1/query_range';
    const statuses = new Map<string, number>();
    for (const role of ['Admin', 'Editor', 'Viewer', 'None']) {
      statuses.set(role, (await ask(people, { path, headers: headers(role, 'api-calls:read') })).status);
    }
    expect([...statuses]).toEqual([
      ['Admin', 200],
      ['Editor', 200],
      ['Viewer', 403],
      ['None', 403],
    ]);
    expect(seen.map((request) => request.headers['x-scope-orgid'])).toEqual(['api', 'api']);
  });

  it('F2: answers 404 for API logs where they are switched off, and goes on serving the rest', async () => {
    const { people, headers } = await startTestGateway({ apiLogs: 'off' });
    const off = await ask(people, {
      path: '/api-calls/loki/api/v1/labels',
      headers: headers('Admin', 'api-calls:read'),
    });
    expect(off.status).toBe(404);
    expect(JSON.parse(off.body)).toMatchObject({ code: 'api_logs_off', message: 'API logs are switched off.' });
    expect((await ask(people, { path: QUERY, headers: headers('Viewer', READ) })).status).toBe(200);
  });

  it('sets the tenant itself and forwards only the named headers', async () => {
    const { people, headers, seen } = await startTestGateway();
    const own = {
      'X-Scope-OrgID': 'audit',
      Cookie: 'session=1',
      Authorization: 'Basic eDp5',
      'X-Forwarded-For': '1.2.3.4',
      Accept: 'application/json',
      'X-Loki-Response-Encoding-Flags': 'categorize-labels',
    };
    await ask(people, { path: `${QUERY}?query=%7Ba%3D%22b%22%7D&limit=2`, headers: headers('Viewer', READ, own) });
    expect(seen).toHaveLength(1);
    expect(seen[0]?.url).toBe('/as-loki/loki/api/v1/query_range?query=%7Ba%3D%22b%22%7D&limit=2');
    expect(Object.keys(seen[0]?.headers ?? {}).sort()).toEqual(
      ['accept', 'connection', 'host', 'x-loki-response-encoding-flags', 'x-scope-orgid'].sort(),
    );
    expect(seen[0]?.headers['x-scope-orgid']).toBe('bots');
  });

  it('forwards a form to query_range', async () => {
    const { people, headers, seen } = await startTestGateway();
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const body = 'query=%7Ba%3D%22b%22%7D';
    expect(
      (await ask(people, { method: 'POST', path: QUERY, headers: headers('Viewer', READ, form), body })).status,
    ).toBe(200);
    expect(seen[0]).toMatchObject({ method: 'POST', body });
  });

  it('tells the sidecar who asks, with any name, and nothing of what the client claims', async () => {
    const { people, headers, seen, key, claims } = await startTestGateway();
    const token = signToken(key, claims('Editor', { name: 'Zoë "漢"\r\n' }));
    const forged = { 'X-Grafana-Id': token, 'X-Botscope-User': '{"role":"Admin"}', 'X-Botscope-Internal-Secret': 'x' };
    const body = '{"bot":"1","environment":"e","conversation":"c"}';
    const answer = await ask(people, {
      method: 'PUT',
      path: '/sidecar/flags',
      headers: headers('Editor', 'conversations:flag', { ...forged, 'Content-Type': 'application/json' }),
      body,
    });
    expect(answer.status).toBe(200);
    expect(seen[0]).toMatchObject({ method: 'PUT', url: '/as-sidecar/v1/flags', body });
    expect(seen[0]?.headers['x-botscope-internal-secret']).toBe(INTERNAL_SECRET);
    expect(JSON.parse(String(seen[0]?.headers['x-botscope-user']))).toEqual({
      id: 'uid-editor',
      login: 'editor',
      email: 'editor@example.test',
      name: 'Zoë "漢"\r\n',
      role: 'Editor',
      orgId: 1,
    });
  });

  it('answers with no-store, a sandbox and nosniff, and passes no cookies on', async () => {
    const { people, headers } = await startTestGateway();
    const expected = {
      'cache-control': 'no-store',
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
    };
    const passed = await ask(people, { path: QUERY, headers: headers('Viewer', READ) });
    expect(passed.headers).toMatchObject({ ...expected, etag: '"1"', 'content-type': 'application/json' });
    expect(passed.headers['set-cookie']).toBeUndefined();
    expect((await ask(people, { path: QUERY })).headers).toMatchObject(expected);
  });

  it('refuses a request whose Connection header deletes what a proxy has set', async () => {
    const { people, headers, seen } = await startTestGateway();
    const complete = headers('Viewer', READ);
    const proxy = await startServer((request, response) => {
      const kept: http.OutgoingHttpHeaders = { ...request.headers, ...complete };
      for (const name of (request.headers.connection ?? '').split(',')) {
        for (const key of Object.keys(kept)) if (key.toLowerCase() === name.trim().toLowerCase()) delete kept[key];
      }
      delete kept.connection;
      const { hostname, port } = new URL(people);
      const onward = http.request({ hostname, port, path: request.url, headers: kept }, (answer) => {
        response.writeHead(answer.statusCode ?? 0);
        answer.pipe(response);
      });
      onward.end();
    });
    for (const name of ['X-Botscope-Secret', 'x-botscope-action', 'X-Grafana-Id']) {
      const deleting = { Connection: `close, ${name}` };
      expect((await ask(proxy, { path: QUERY, headers: deleting })).status, name).toBe(403);
      const direct = await ask(people, { path: QUERY, headers: { ...complete, ...deleting } });
      expect([direct.status, codeOf(direct.body)]).toEqual([403, 'connection_header_refused']);
    }
    expect(seen).toEqual([]);
    expect((await ask(proxy, { path: QUERY, headers: { Connection: 'close' } })).status).toBe(200);
  });

  it('leaves roles to Grafana where configured', async () => {
    const { people, headers } = await startTestGateway({ rolesFrom: 'grafana' });
    const path = '/audit/loki/api/v1/labels';
    expect((await ask(people, { path, headers: headers('Viewer', 'audit:read') })).status).toBe(200);
    expect((await ask(people, { path, headers: headers('Viewer', READ) })).status).toBe(403);
  });
});

describe('createGateway, upstreams', () => {
  it.each([
    ['loki', { lokiUrl: 'http://127.0.0.1:1' }, QUERY, READ],
    ['tempo', { tempoUrl: 'http://127.0.0.1:1' }, '/traces/api/v2/traces/a1', READ],
    ['sidecar', { sidecarUrl: 'http://127.0.0.1:1' }, '/sidecar/flags', READ],
  ])('names %s when it is down', async (part, config, path, permission) => {
    const lines: string[] = [];
    const { people, headers } = await startTestGateway(config, { log: (line) => lines.push(line) });
    const answer = await ask(people, { path, headers: headers('Viewer', permission) });
    expect(answer.status).toBe(502);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'upstream_down', part, fix: expect.any(String) });
    expect(lines.join()).toContain('ECONNREFUSED');
  });

  it('gives up on an upstream that stays silent', async () => {
    const silent = await startServer(() => undefined);
    const { people, headers } = await startTestGateway({ lokiUrl: silent }, { upstreamTimeoutMillis: 50 });
    expect((await ask(people, { path: QUERY, headers: headers('Viewer', READ) })).status).toBe(502);
  });

  it('turns a 401 into a 502, since Grafana would take it for a lost session', async () => {
    const refusing = await startServer((_request, response) => response.writeHead(401).end('no org id'));
    const { people, headers } = await startTestGateway({ lokiUrl: refusing });
    const answer = await ask(people, { path: QUERY, headers: headers('Viewer', READ) });
    expect([answer.status, codeOf(answer.body)]).toEqual([502, 'upstream_refused']);
  });

  it('passes an error of the store on as it is', async () => {
    const complaining = await startServer((_request, response) => {
      response.writeHead(400, { 'Content-Type': 'text/plain' }).end('parse error at line 1, col 12: oops');
    });
    const { people, headers } = await startTestGateway({ lokiUrl: complaining });
    const answer = await ask(people, { path: QUERY, headers: headers('Viewer', READ) });
    expect([answer.status, answer.body]).toEqual([400, 'parse error at line 1, col 12: oops']);
  });

  it('streams: the first part of an answer arrives before the second is made', async () => {
    let finish = (): void => undefined;
    const slow = await startServer((_request, response) => {
      response.write('first;');
      finish = () => response.end('second');
    });
    const { people, headers } = await startTestGateway({ lokiUrl: slow });
    const response = await fetch(`${people}${QUERY}`, { headers: headers('Viewer', READ) as Record<string, string> });
    const reader = response.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('first;');
    finish();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('second');
  });

  it('breaks off when the upstream breaks off, so that half an answer cannot look whole', async () => {
    const broken = await startServer((_request, response) => {
      response.write('first;', () => response.destroy());
    });
    const { people, headers } = await startTestGateway({ lokiUrl: broken });
    await expect(ask(people, { path: QUERY, headers: headers('Viewer', READ) })).rejects.toThrow();
  });

  it('stops the upstream when the client has gone', async () => {
    let began = (): void => undefined;
    const asked = new Promise<void>((resolve) => (began = resolve));
    let ended = (): void => undefined;
    const stopped = new Promise<void>((resolve) => (ended = resolve));
    const endless = await startServer((request, response) => {
      response.write('…');
      request.on('close', () => ended());
      began();
    });
    const { people, headers } = await startTestGateway({ lokiUrl: endless });
    const leaving = new AbortController();
    const given = headers('Viewer', READ) as Record<string, string>;
    const answer = fetch(`${people}${QUERY}`, { headers: given, signal: leaving.signal });
    await asked;
    await answer;
    leaving.abort();
    await stopped;
  });
});

describe('createGateway, read-only listener', () => {
  it('reads tenant bots without a token on loopback', async () => {
    const { readOnly, seen } = await startTestGateway();
    const paths = [
      '/loki/api/v1/query_range?query=x',
      '/api/echo',
      '/api/v2/traces/a1b2',
      '/api/traces/a1b2',
      '/api/v2/search/tag/resource.service.name/values',
    ];
    for (const path of paths) {
      const answer = await ask(readOnly, { path, headers: { 'X-Scope-OrgID': 'audit' } });
      expect(answer.status, path).toBe(200);
    }
    expect(seen.map((request) => request.url)).toEqual(
      paths.map((path) => (path.startsWith('/loki') ? `/as-loki${path}` : `/as-tempo${path}`)),
    );
    expect(new Set(seen.map((request) => request.headers['x-scope-orgid']))).toEqual(new Set(['bots']));
  });

  it.each([
    ['POST', '/loki/api/v1/push'],
    ['POST', '/loki/api/v1/delete'],
    ['GET', '/loki/api/v1/rules'],
    ['POST', '/otlp/v1/logs'],
    ['DELETE', '/loki/api/v1/query_range'],
    ['GET', '/records/loki/api/v1/query_range'],
    ['GET', '/sidecar/flags'],
    ['GET', '/api/search/../echo'],
    ['GET', '/config'],
  ])('refuses %s %s', async (method, path) => {
    const { readOnly, seen } = await startTestGateway();
    expect((await ask(readOnly, { method, path })).status).toBe(403);
    expect(seen).toEqual([]);
  });

  it('refuses a page of another site that has its name resolve to loopback', async () => {
    const { readOnly } = await startTestGateway();
    const answer = await ask(readOnly, { path: '/api/echo', headers: { Host: 'evil.example:4391' } });
    expect([answer.status, codeOf(answer.body)]).toEqual([403, 'host_refused']);
  });

  it('takes the read token from elsewhere and refuses a wrong one everywhere', async () => {
    const { readOnly } = await startTestGateway({ readOnlyHost: '0.0.0.0', readToken: READ_TOKEN });
    const url = readOnly.replace('0.0.0.0', '127.0.0.1');
    const status = async (authorization?: string): Promise<number> =>
      (await ask(url, { path: '/api/echo', headers: authorization ? { Authorization: authorization } : {} })).status;
    expect(await status()).toBe(403);
    expect(await status(`Bearer ${READ_TOKEN}x`)).toBe(403);
    expect(await status(`Bearer ${READ_TOKEN}`)).toBe(200);
  });
});

describe('createGateway, life', () => {
  it('rejects with the port when it is taken', async () => {
    const taken = new URL(await startServer(() => undefined)).port;
    const config = readGatewayConfig({
      BOTSCOPE_PROXY_SECRET: PROXY_SECRET,
      BOTSCOPE_INTERNAL_SECRET: INTERNAL_SECRET,
      BOTSCOPE_GATEWAY_PORT: taken,
      BOTSCOPE_GATEWAY_READ_PORT: '0',
    });
    const gateway = createGateway(config);
    await expect(gateway.listen()).rejects.toMatchObject({ code: 'EADDRINUSE', port: Number(taken) });
    await gateway.close();
  });
});
