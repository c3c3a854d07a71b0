import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import type { HealthPart } from '@botscope/conventions';
import { describe, expect, it } from 'vitest';
import { makeDirectory, startSidecar, toSmtpSettings } from '../../tests/sidecar.ts';
import { startHttp } from '../../tests/servers.ts';

type Changes = Partial<Parameters<typeof startSidecar>[0]>;

async function readParts(changes: Changes): Promise<readonly HealthPart[]> {
  const test = await startSidecar({ dataDirectory: await makeDirectory(), ...changes });
  return (await test.health()).parts;
}

const partOf = async (name: string, changes: Changes): Promise<HealthPart | undefined> =>
  (await readParts(changes)).find((part) => part.name === name);

/** Kinds of the records in each tenant, in a store that keeps them as labels or as metadata. */
interface Store {
  readonly kinds: Readonly<Record<string, readonly string[]>>;
  readonly isMetadata?: boolean;
  readonly configuration?: string;
}

function answerKinds({ kinds, isMetadata = false }: Store, request: IncomingMessage): unknown {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://loki');
  const own = kinds[String(request.headers['x-scope-orgid'])] ?? [];
  if (pathname.endsWith('/labels')) return isMetadata ? ['service_name'] : ['bot_record_kind', 'service_name'];
  if (pathname.endsWith('/bot_record_kind/values')) return isMetadata ? [] : own;
  if (!pathname.endsWith('/query')) return [];
  const isAsked = searchParams.get('query')?.startsWith('sum by (bot_record_kind)') === true && isMetadata;
  const result = own.map((kind) => ({ metric: { bot_record_kind: kind }, value: [0, '1'] }));
  return { resultType: 'vector', result: isAsked ? result : [] };
}

function startStore(store: Store): Promise<string> {
  return startHttp((request, response) => {
    if (request.url?.startsWith('/config')) {
      const { configuration } = store;
      return void response.writeHead(configuration === undefined ? 404 : 200).end(configuration);
    }
    const body = JSON.stringify({ status: 'success', data: answerKinds(store, request) });
    response.setHeader('Content-Type', 'application/json').end(body);
  });
}

const RIGHT = { bots: ['conversation', 'log', 'step'], api: ['alert', 'api'], audit: ['audit'] };
const ALL = ['api', 'audit', 'step'];

describe('health: routing', () => {
  it.each([false, true])('is well where every kind is in its tenant (as metadata: %s)', async (isMetadata) => {
    const lokiUrl = await startStore({ kinds: RIGHT, isMetadata });
    expect(await partOf('routing', { lokiUrl })).toEqual({ name: 'routing', state: 'ok' });
  });

  it.each([false, true])('names the kind in a wrong tenant and the Collector (as metadata: %s)', async (isMetadata) => {
    const lokiUrl = await startStore({ kinds: { ...RIGHT, bots: ['api', 'step'], api: [] }, isMetadata });
    expect(await partOf('routing', { lokiUrl })).toEqual({
      name: 'routing',
      state: 'degraded',
      reason:
        'In the last hour: Tenant bots holds records of kind api, which belong to api. Their own page does not show them.',
      fix: expect.stringMatching(/^Let the Collector route by bot.record.kind .*X-Scope-OrgID/),
    });
  });

  it('names kinds that no page knows', async () => {
    const lokiUrl = await startStore({ kinds: { ...RIGHT, bots: ['step', 'apis'] } });
    const { reason, fix } = (await partOf('routing', { lokiUrl })) ?? {};
    expect(reason).toBe('In the last hour came records of unknown kinds, which no page shows: apis.');
    expect(fix).toContain('conversation, step, log, api, audit, alert');
  });

  it('sees that Loki ignores tenants', async () => {
    const lokiUrl = await startStore({ kinds: { bots: ALL, api: ALL, audit: ALL } });
    const { reason, fix } = (await partOf('routing', { lokiUrl })) ?? {};
    expect(reason).toContain('Loki ignores tenants (auth_enabled: false)');
    expect(fix).toContain('BOTSCOPE_LOKI_TENANT');
  });

  it('knows that one tenant is meant to hold all kinds', async () => {
    const lokiUrl = await startStore({ kinds: { ours: ALL } });
    expect(await partOf('routing', { lokiUrl, lokiTenant: 'ours' })).toEqual({ name: 'routing', state: 'ok' });
  });
});

describe('health: structured metadata', () => {
  it.each([
    ['limits_config:\n  allow_structured_metadata: true\n', 'ok'],
    ['limits_config:\n  max_line_size: 256KB\n', 'down'],
  ])('is read from what Loki shows of itself: %j', async (configuration, state) => {
    const lokiUrl = await startStore({ kinds: RIGHT, configuration });
    expect(await partOf('structured metadata', { lokiUrl })).toMatchObject({ state });
  });

  it('says what to set', async () => {
    const lokiUrl = await startStore({ kinds: {}, configuration: 'limits_config:\n' });
    const { reason, fix } = (await partOf('structured metadata', { lokiUrl })) ?? {};
    expect(reason).toContain('refuses every record with HTTP 400');
    expect(fix).toContain('limits_config.allow_structured_metadata');
  });

  it('claims nothing where Loki shows nothing', async () => {
    const lokiUrl = await startStore({ kinds: RIGHT });
    expect(await partOf('structured metadata', { lokiUrl })).toBeUndefined();
  });
});

async function findClosedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const answering =
  (status: number, text: string, type = 'text/plain'): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { 'Content-Type': type }).end(text);

describe('health: Loki', () => {
  it.each([
    ['a web page', answering(200, '<html>', 'text/html'), /something else answers .*HTTP 200/, /BOTSCOPE_LOKI_URL/],
    ['another server', answering(404, 'not found'), /something else answers .*HTTP 404/, /before \/loki\/api\/v1/],
    ['a Loki that wants a tenant', answering(401, 'no org id'), /HTTP 401: no org id/, /Set BOTSCOPE_LOKI_TENANT/],
    [
      'a port that speaks TLS only',
      answering(400, 'Client sent an HTTP request to an HTTPS server.'),
      /TLS only/,
      /begin with https/,
    ],
    ['an ailing Loki', answering(500, 'ring is empty'), /HTTP 500: ring is empty/, /log of Loki/],
  ] as const)('says what to do where %s answers', async (_what, listener, reason, fix) => {
    const part = await partOf('Loki (sidecar)', { lokiUrl: await startHttp(listener) });
    expect(part?.state).toBe('down');
    expect(part?.reason).toMatch(reason);
    expect(part?.fix).toMatch(fix);
  });

  it('says what to do where nothing answers', async () => {
    const part = await partOf('Loki (sidecar)', { lokiUrl: `http://127.0.0.1:${await findClosedPort()}` });
    expect(part?.reason).toBe('the log store cannot be reached: Nothing listens there.');
    expect(part?.fix).toContain('Start it, or check host and port in BOTSCOPE_LOKI_URL.');
  });

  it('asks with the tenant and the credentials that are set', async () => {
    const asked = new Set<string>();
    const lokiUrl = await startHttp((request, response) => {
      asked.add(`${String(request.headers['x-scope-orgid'])} ${request.headers.authorization}`);
      response.setHeader('Content-Type', 'application/json').end('{"status":"success"}');
    });
    await readParts({ lokiUrl, lokiTenant: 'ours', lokiAuthorization: 'Basic bG9raQ==' });
    expect([...asked]).toEqual(['ours Basic bG9raQ==']);
  });
});

describe('health: mail', () => {
  it('says what to do where the SMTP server does not listen', async () => {
    const port = await findClosedPort();
    const { state, reason, fix } = (await partOf('mail', { smtp: toSmtpSettings(port) })) ?? {};
    expect(state).toBe('down');
    expect(reason).toContain('ECONNREFUSED');
    expect(fix).toBe(`Check that 127.0.0.1:${port} can be reached from the sidecar.`);
  });
});
