import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '@botscope/conventions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSessionCookie, sendRaw, type RawAnswer } from '../browser/send-raw.ts';
import { storeMarks } from '../product/marked-records.ts';
import { startProduct, type Product } from '../product/start-product.ts';
import { createAskedCount } from './asked-count.ts';
import { openTokenForge, type TokenForge } from './identity-tokens.ts';
import { toTrickPaths } from './path-tricks.ts';
import { mayAsk, ROUTE_REQUESTS, type RouteRequest } from './route-requests.ts';
import { sendUpgrade } from './send-upgrade.ts';

const PREFIX = '/api/plugin-proxy/botscope-logs-app/';
const ROLES: readonly Role[] = ['Viewer', 'Editor', 'Admin'];
const MARKS = { message: 'mark-of-bots', api: 'mark-of-api', audit: 'mark-of-audit' };
/** What a role must never see. */
const HIDDEN: Readonly<Record<Role, readonly string[]>> = {
  Viewer: [MARKS.api, MARKS.audit],
  Editor: [MARKS.audit],
  Admin: [],
};
const REFUSED = [403];
/** Paths that lead nowhere, or cannot be decoded, are refused before anybody's role is looked at. */
const REFUSED_OR_UNKNOWN = [400, 403, 404];

let product: Product;
let forge: TokenForge;
let cookies: Readonly<Record<Role, string>>;
let proxySecret: string;

type Headers = Readonly<Record<string, string | readonly string[]>>;

const send = (url: string, path: string, request: RouteRequest, headers: Headers): Promise<RawAnswer> =>
  request.isUpgrade
    ? sendUpgrade(url, path + request.query, toOutgoing(headers))
    : sendRaw(url, path + request.query, {
        method: request.method,
        headers: { ...request.headers, ...toOutgoing(headers) },
        ...(request.body === undefined ? {} : { body: request.body }),
      });

/** Through the workbench, as the person of a role. */
const askAs = (role: Role, request: RouteRequest, headers: Headers = {}, path = request.path): Promise<RawAnswer> =>
  send(product.urls.ui, PREFIX + path, request, { origin: product.urls.ui, cookie: cookies[role], ...headers });

/** At the gateway's own port. */
const askGateway = (request: RouteRequest, headers: Headers, path = request.path): Promise<RawAnswer> =>
  send(product.urls.gateway, `/${path}`, request, headers);

const toOutgoing = (headers: Headers) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value as string]));

const toActionOf = (request: RouteRequest) => `botscope-logs-app.${request.permission}`;

/** What the plugin's route would set. */
const trusted = (request: RouteRequest, token?: string): Headers => ({
  'x-botscope-secret': proxySecret,
  'x-botscope-action': toActionOf(request),
  ...(token === undefined ? {} : { 'x-grafana-id': token }),
});

const describeRequest = (role: string, request: RouteRequest, trick: string) =>
  `${role}, ${request.method} ${request.path}, ${trick}`;

beforeAll(async () => {
  product = await startProduct({ args: ['--no-demo'] });
  const { ui, otlp } = product.urls;
  forge = await openTokenForge(product);
  const entries = ROLES.map(async (role) => [role, await readSessionCookie(ui, role)] as const);
  cookies = Object.fromEntries(await Promise.all(entries)) as Record<Role, string>;
  const secrets = readFileSync(join(product.dataDirectory, 'secrets.json'), 'utf8');
  ({ proxySecret } = JSON.parse(secrets) as { proxySecret: string });
  await storeMarks(otlp, MARKS);
}, 60_000);

afterAll(() => product.stop());

describe('through the workbench', () => {
  it('gives each role what its permissions name and 403 for the rest, on every route', async () => {
    const count = createAskedCount('role × route');
    for (const role of ROLES) {
      for (const request of ROUTE_REQUESTS) {
        const statuses = mayAsk(role, request) ? request.statusesWhenAllowed : REFUSED;
        count.check(describeRequest(role, request, 'plainly'), await askAs(role, request), statuses, HIDDEN[role]);
      }
    }
    console.log(count.totals());
    expect(count.unexpected).toEqual([]);
    const reads = ROUTE_REQUESTS.filter(({ path }) => /\/(query_range|tail)$/.test(path));
    for (const [role, shown] of [
      ['Viewer', [MARKS.message]],
      ['Editor', [MARKS.message, MARKS.api]],
      ['Admin', [MARKS.message, MARKS.api, MARKS.audit]],
    ] as const) {
      const texts = (await Promise.all(reads.map((request) => askAs(role, request)))).map(({ text }) => text).join();
      expect(Object.values(MARKS).filter((mark) => texts.includes(mark))).toEqual(shown);
    }
  });

  it('refuses every other spelling of a route that the role may not use', { timeout: 60_000 }, async () => {
    const count = createAskedCount('path tricks');
    for (const role of ['Viewer', 'Editor'] as const) {
      for (const request of ROUTE_REQUESTS.filter((candidate) => !mayAsk(role, candidate))) {
        for (const path of toTrickPaths(request.path)) {
          const answer = await askAs(role, request, {}, path);
          count.check(describeRequest(role, request, path), answer, REFUSED_OR_UNKNOWN, HIDDEN[role]);
        }
      }
    }
    console.log(count.totals());
    expect(count.unexpected).toEqual([]);
    expect(count.asked()).toBeGreaterThan(1_000);
  });

  it.each([
    'X-Botscope-Secret',
    'X-Botscope-Action',
    'X-Grafana-Id',
    'close, x-botscope-secret',
    'keep-alive, X-BOTSCOPE-ACTION , x-grafana-id',
  ])('refuses even an Admin on every route with "Connection: %s"', async (connection) => {
    const count = createAskedCount(`Connection: ${connection}`);
    for (const request of ROUTE_REQUESTS) {
      const answer = await askAs('Admin', request, { connection });
      count.check(describeRequest('Admin', request, connection), answer, REFUSED, Object.values(MARKS));
    }
    console.log(count.totals());
    expect(count.unexpected).toEqual([]);
  });

  it("does not believe a client's own secret, action, identity, user or tenant", async () => {
    const count = createAskedCount('own headers');
    const own = (request: RouteRequest): Headers => ({
      ...trusted(request, forge.genuine('Admin')),
      'x-botscope-user': JSON.stringify({ id: 'x', login: 'x', email: 'x', name: 'x', role: 'Admin', orgId: 1 }),
      'x-scope-orgid': ['audit', 'api'],
      'x-grafana-user': 'admin',
      'x-webauth-user': 'admin',
      authorization: `Bearer ${forge.genuine('Admin')}`,
    });
    for (const role of ['Viewer', 'Editor'] as const) {
      for (const request of ROUTE_REQUESTS) {
        const statuses = mayAsk(role, request) ? request.statusesWhenAllowed : REFUSED;
        const answer = await askAs(role, request, own(request));
        count.check(describeRequest(role, request, 'with own headers'), answer, statuses, HIDDEN[role]);
      }
    }
    console.log(count.totals());
    expect(count.unexpected).toEqual([]);
  });

  it('knows nobody without a session, with an altered one, or with one for somebody else', async () => {
    const count = createAskedCount('sessions');
    const viewer = cookies.Viewer;
    for (const cookie of ['', viewer.replace('viewer', 'admin'), `${viewer}x`, 'botscope_session=admin.99999999999']) {
      for (const request of ROUTE_REQUESTS) {
        const answer = await askAs('Viewer', request, { cookie });
        count.check(describeRequest(cookie, request, 'session'), answer, [401], Object.values(MARKS));
      }
    }
    console.log(count.totals());
    expect(count.unexpected).toEqual([]);
  });
});

describe('at the gateway itself', () => {
  it('answers a role that has the secret, the action and a genuine identity', async () => {
    const count = createAskedCount('genuine');
    for (const role of ROLES) {
      for (const request of ROUTE_REQUESTS) {
        const statuses = mayAsk(role, request) ? request.statusesWhenAllowed : REFUSED;
        const answer = await askGateway(request, trusted(request, forge.genuine(role)));
        count.check(describeRequest(role, request, 'genuine'), answer, statuses, HIDDEN[role]);
      }
    }
    console.log(count.totals());
    expect(count.unexpected).toEqual([]);
  });

  it('refuses every route where one of the three conditions is missing or wrong', async () => {
    const count = createAskedCount('conditions');
    const admin = forge.genuine('Admin');
    const conditions: readonly ((request: RouteRequest) => Headers)[] = [
      () => ({}),
      (r) => ({ ...trusted(r, admin), 'x-botscope-secret': '' }),
      (r) => ({ ...trusted(r, admin), 'x-botscope-secret': `${proxySecret}0` }),
      (r) => ({ ...trusted(r, admin), 'x-botscope-secret': proxySecret.slice(1) }),
      (r) => ({ ...trusted(r, admin), 'x-botscope-secret': [proxySecret, proxySecret] }),
      (r) => ({ 'x-botscope-action': toActionOf(r), 'x-grafana-id': admin }),
      () => ({ 'x-botscope-secret': proxySecret, 'x-grafana-id': admin }),
      (r) => ({ ...trusted(r, admin), 'x-botscope-action': '' }),
      (r) => ({ ...trusted(r, admin), 'x-botscope-action': r.permission }),
      (r) => ({ ...trusted(r, admin), 'x-botscope-action': [toActionOf(r), toActionOf(r)] }),
      (r) => trusted(r),
      (r) => trusted(r, ''),
      (r) => ({ ...trusted(r), 'x-grafana-id': [admin, admin] }),
      (r) => ({ ...trusted(r, admin), connection: 'X-Scope-OrgID' }),
      (r) => ({ ...trusted(r, admin), connection: 'close, X-Botscope-Secret' }),
    ];
    for (const request of ROUTE_REQUESTS) {
      for (const [index, toHeaders] of conditions.entries()) {
        const answer = await askGateway(request, toHeaders(request));
        count.check(describeRequest('nobody', request, `condition ${index}`), answer, REFUSED, Object.values(MARKS));
      }
    }
    console.log(count.totals());
    expect(count.unexpected).toEqual([]);
  });

  it('refuses forged, expired and foreign tokens on every route', async () => {
    const count = createAskedCount('tokens');
    for (const [what, token] of Object.entries(forge.refused())) {
      for (const request of ROUTE_REQUESTS) {
        const answer = await askGateway(request, trusted(request, token));
        count.check(describeRequest(what, request, 'token'), answer, REFUSED, Object.values(MARKS));
      }
    }
    console.log(count.totals());
    expect(count.unexpected).toEqual([]);
  });

  it("refuses other spellings and other tenants, with a Viewer's own genuine identity", async () => {
    const count = createAskedCount('spellings and tenants');
    const read = ROUTE_REQUESTS.find(({ path }) => path === 'records/loki/api/v1/query_range');
    expect(read).toBeDefined();
    const asViewer = { ...trusted(read as RouteRequest, forge.genuine('Viewer')), 'x-scope-orgid': ['audit', 'api'] };
    const own = await askGateway(read as RouteRequest, asViewer);
    count.check('own tenant', own, [200], HIDDEN.Viewer);
    for (const request of ROUTE_REQUESTS.filter((candidate) => /^(api-calls|audit)\/.*query$/.test(candidate.path))) {
      for (const path of toTrickPaths(request.path)) {
        const answer = await askGateway(request, asViewer, path);
        count.check(describeRequest('Viewer', request, path), answer, REFUSED, HIDDEN.Viewer);
      }
    }
    console.log(count.totals());
    expect(count.unexpected).toEqual([]);
  });
});
