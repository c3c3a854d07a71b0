import type { RequestListener } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import type { HealthPart } from '@botscope/conventions';
import { describe, expect, it } from 'vitest';
import { ask, READ_TOKEN, startServer, startTestGateway } from '../../tests/gateway.ts';

const READ = 'conversations:read';
const QUERY = '/records/loki/api/v1/query_range';

interface Health {
  readonly state: string;
  readonly parts: readonly HealthPart[];
}

/** A server in the place of Loki, Tempo and sidecar: well, but for what a test has it answer itself. */
function startWell(more: RequestListener = () => undefined): Promise<string> {
  return startServer((request, response) => {
    more(request, response);
    if (response.writableEnded) return;
    const isSidecar = request.url?.endsWith('/health');
    const body = { status: 'success', ...(isSidecar ? { state: 'ok', parts: [{ name: 'mail', state: 'ok' }] } : {}) };
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  });
}

async function start(bad: Parameters<typeof startTestGateway>[0] = {}, well?: string) {
  const url = well ?? (await startWell());
  const gateway = await startTestGateway({ lokiUrl: url, tempoUrl: url, sidecarUrl: url, ...bad });
  const askPeople = (path: string) => ask(gateway.people, { path, headers: gateway.headers('Viewer', READ) });
  const health = async (): Promise<Health> => JSON.parse((await askPeople('/sidecar/health')).body) as Health;
  return { ...gateway, askPeople, health };
}

const plain = (status: number, text: string, contentType = 'text/plain'): Promise<string> =>
  startServer((_request, response) => response.writeHead(status, { 'Content-Type': contentType }).end(text));

async function findClosedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

/** Wrong addresses of Loki: what is there, what is said, what to do. */
const WRONG_LOKIS: readonly (readonly [string, () => Promise<string>, RegExp, RegExp])[] = [
  ['nothing', findClosedAddress, /Nothing listens there/, /Start it, or check host and port in BOTSCOPE_LOKI_URL/],
  [
    'an unknown name',
    async () => 'http://loki.invalid:3100',
    /name cannot be resolved/,
    /host name in BOTSCOPE_LOKI_URL/,
  ],
  [
    'a web page',
    () => plain(200, '<!doctype html><title>Welcome</title>', 'text/html; charset=utf-8'),
    /What answers is something else, or not at this path \(HTTP 200\)/,
    /Check BOTSCOPE_LOKI_URL: it is the address before \/loki\/api\/v1/,
  ],
  [
    'another server',
    () => plain(404, '404 page not found'),
    /something else, or not at this path \(HTTP 404\)/,
    /BOTSCOPE_LOKI_URL/,
  ],
  [
    'a log-in page behind a redirect',
    () => startServer((_request, response) => response.writeHead(302, { Location: '/login' }).end()),
    /something else, or not at this path \(HTTP 302\)/,
    /anything that asks people to log in/,
  ],
  [
    'a port that speaks TLS only',
    () =>
      startServer((_request, response) =>
        response.writeHead(400).end('Client sent an HTTP request to an HTTPS server.\n'),
      ),
    /It speaks TLS only/,
    /BOTSCOPE_LOKI_URL begin with https:\/\//,
  ],
  [
    'a port that speaks no TLS, asked by https',
    async () => (await plain(200, '{}')).replace('http:', 'https:'),
    /It does not speak TLS/,
    /BOTSCOPE_LOKI_URL begin with http:\/\//,
  ],
  [
    'a Loki that wants a tenant',
    () => plain(401, 'no org id\n'),
    /HTTP 401/,
    /Set BOTSCOPE_LOKI_TENANT to the tenant it expects and BOTSCOPE_LOKI_AUTHORIZATION/,
  ],
  ['a Loki that wants credentials', () => plain(403, 'forbidden'), /HTTP 403/, /BOTSCOPE_LOKI_AUTHORIZATION/],
];

describe('health, for people', () => {
  it('has the parts of the gateway and those of the sidecar', async () => {
    const { health } = await start();
    expect(await health()).toEqual({
      state: 'ok',
      parts: ['gateway', 'Loki', 'Tempo', 'mail'].map((name) => ({ name, state: 'ok' })),
    });
  });

  it.each(WRONG_LOKIS)(
    'says what to do where %s is in the place of Loki, as the pages do',
    async (_what, make, reason, fix) => {
      const { health, askPeople } = await start({ lokiUrl: await make() });
      const { state, parts } = await health();
      expect(state).toBe('down');
      expect(parts[1]).toMatchObject({ name: 'Loki', state: 'down', reason: expect.stringMatching(reason) as string });
      expect(parts[1]?.fix).toMatch(fix);
      const page = await askPeople(QUERY);
      expect(page.status).toBe(502);
      const error = JSON.parse(page.body) as { part: string; message: string; fix: string };
      expect(error.part).toBe('loki');
      expect(error.message).toMatch(reason);
      expect(error.fix).toMatch(fix);
    },
  );

  it('names the tenant where not all are refused', async () => {
    const loki = await startWell((request, response) => {
      if (request.headers['x-scope-orgid'] === 'audit') response.writeHead(401).end('no');
    });
    const { health } = await start({ lokiUrl: loki });
    expect((await health()).parts[1]?.reason).toMatch(/^Tenant audit: /);
  });

  it('hands on what Loki says itself', async () => {
    const { health } = await start({ lokiUrl: await plain(500, 'too many unhealthy instances in the ring') });
    expect((await health()).parts[1]?.reason).toBe('HTTP 500: too many unhealthy instances in the ring');
  });

  it('counts pages without Tempo as impaired only', async () => {
    const { health, askPeople } = await start({ tempoUrl: await findClosedAddress() });
    const { state, parts } = await health();
    expect([state, parts[2]?.state]).toEqual(['degraded', 'degraded']);
    expect(parts[2]?.reason).toMatch(/^Nothing listens there. Pages go on without it; only traces are missing/);
    expect(parts[2]?.fix).toContain('BOTSCOPE_TEMPO_URL');
    expect((await askPeople(QUERY)).status).toBe(200);
  });

  it.each([
    ['does not run', findClosedAddress, /Nothing listens there/, /BOTSCOPE_SIDECAR_URL/],
    ['is another program', () => plain(200, '{"a":1}', 'application/json'), /something else/, /BOTSCOPE_SIDECAR_URL/],
    ['has another secret', () => plain(403, '{"code":"x"}'), /HTTP 403/, /BOTSCOPE_SIDECAR_URL/],
  ] as const)('answers also when the sidecar %s', async (_what, make, reason, fix) => {
    const { health } = await start({ sidecarUrl: await make() });
    const { state, parts } = await health();
    expect([state, parts.map(({ name }) => name)]).toEqual(['down', ['gateway', 'Loki', 'Tempo', 'sidecar']]);
    expect(parts[3]?.reason).toMatch(reason);
    expect(parts[3]?.fix).toMatch(fix);
  });

  it('says what one tenant does not enforce', async () => {
    const { people, headers, seen } = await startTestGateway({ lokiTenant: 'ours' });
    const answer = await ask(people, { path: '/sidecar/health', headers: headers('Viewer', READ) });
    const health = JSON.parse(answer.body) as Health;
    expect(health.parts[0]).toMatchObject({
      name: 'gateway',
      state: 'ok',
      reason: expect.stringMatching(/Tenant ours .*can also ask for API calls and the audit trail/) as string,
    });
    const tenants = seen.flatMap(({ url, headers: sent }) =>
      url.startsWith('/as-loki') ? [sent['x-scope-orgid']] : [],
    );
    expect(tenants).toEqual(['ours']);
  });
});

describe('health, on the read-only listener', () => {
  it('tells the same to scripts, of the sidecar its worst state', async () => {
    const sidecar = await startServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"state":"degraded"}');
    });
    const { readOnly } = await start({ sidecarUrl: sidecar });
    const answer = await ask(readOnly, { path: '/health' });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({
      state: 'degraded',
      parts: [
        { name: 'gateway' },
        { name: 'Loki', state: 'ok' },
        { name: 'Tempo' },
        { name: 'sidecar', state: 'degraded' },
      ],
    });
  });

  it('asks for the read token off loopback', async () => {
    const { readOnly } = await start({ readOnlyHost: '0.0.0.0', readToken: READ_TOKEN });
    const url = readOnly.replace('0.0.0.0', '127.0.0.1');
    expect((await ask(url, { path: '/health' })).status).toBe(403);
    const headers = { Authorization: `Bearer ${READ_TOKEN}` };
    expect((await ask(url, { path: '/health', headers })).status).toBe(200);
  });
});
