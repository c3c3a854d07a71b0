import { ALLOWED_ROUTES, toAction } from '@botscope/conventions';
import { describe, expect, it } from 'vitest';
import { ask, PROXY_SECRET, startTestGateway, type TestGateway } from '../tests/gateway.ts';
import { confusedToken, createTestKey, signToken, unsignedToken } from '../tests/grafana.ts';

/** Written down again, not derived: what design/contracts.md says. Ranks: 0 Viewer, 1 Editor, 2 Admin. */
const MINIMUM_RANK: Readonly<Record<string, number>> = {
  'conversations:read': 0,
  'conversations:flag': 1,
  'api-calls:read': 1,
  'alerts:read': 1,
  'export:read': 1,
  'audit:read': 2,
  'settings:write': 2,
};
const RANKS: Readonly<Record<string, number>> = { Viewer: 0, Editor: 1, Admin: 2 };

function identities({ key, claims }: TestGateway): readonly (readonly [string, string | undefined])[] {
  const foreign = createTestKey(key.id);
  const admin = claims('Admin');
  return [
    ['Viewer', signToken(key, claims('Viewer'))],
    ['Editor', signToken(key, claims('Editor'))],
    ['Admin', signToken(key, admin)],
    ['none', undefined],
    ['signed by a foreign key', signToken(foreign, admin)],
    ['of an unknown key', signToken(createTestKey('other'), admin)],
    ['unsigned', unsignedToken(key, admin)],
    ['HMAC of the public key', confusedToken(key, admin)],
    ['expired', signToken(key, claims('Admin', { exp: 1_795_240_000 }))],
    ['without an end', signToken(key, claims('Admin', { exp: undefined }))],
    ['from another Grafana', signToken(key, claims('Admin', { iss: 'http://evil.example/' }))],
    ['for another organisation', signToken(key, claims('Admin', { aud: 'org:2' }))],
    ['service account', signToken(key, claims('Admin', { type: 'service-account', sub: 'service-account:5' }))],
    ['anonymous', signToken(key, claims('Admin', { type: 'anonymous', sub: 'anonymous:0' }))],
    ['another role in capitals', signToken(key, claims('ADMIN'))],
    ['changed after signing', signToken(key, claims('Viewer')).replace(/\.[^.]+\./, `.${toPart(admin)}.`)],
  ];
}

const toPart = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Spellings of a path, each of which some server on the way would take for the path itself or for another. */
const PATH_VARIANTS: readonly (readonly [string, (path: string) => string])[] = [
  ['plain', (path) => path],
  ['dot segments from a Viewer path', (path) => `/records/..${path}`],
  ['encoded dot segments', (path) => `/records/%2e%2e${path}`],
  ['half encoded dot segments', (path) => `/records/.%2E${path}`],
  ['single dot', (path) => `/.${path}`],
  ['double slash', (path) => `/${path}`],
  ['double slash inside', (path) => path.replace(/\/(?=[^/]+$)/, '//')],
  ['encoded slash', (path) => path.replace(/\/(?=[^/]+$)/, '%2f')],
  ['backslash', (path) => path.replace(/\/(?=[^/]+$)/, '\\')],
  ['encoded backslash', (path) => path.replace(/\/(?=[^/]+$)/, '%5C')],
  ['semicolon', (path) => `${path};x=1`],
  ['semicolon in the first segment', (path) => path.replace(/^\/([^/]+)/, '/$1;a')],
  ['trailing slash', (path) => `${path}/`],
  ['encoded letter', (path) => path.replace(/[a-z]$/, (letter) => `%${letter.charCodeAt(0).toString(16)}`)],
  ['absolute form', (path) => `http://127.0.0.1${path}`],
  ['upper case', (path) => path.toUpperCase()],
];

const toPath = (area: string, path: string): string =>
  `/${area}/${path.replace('{name}', 'bot_id').replace('{hex}', '0af7651916cd43dd8448eb211c80319c')}`;

describe('role × route × spelling', () => {
  it(
    'X1: gives a 2xx to nobody but a signed role that reaches a plainly written route',
    { timeout: 120_000 },
    async () => {
      const gateway = await startTestGateway();
      const unexpected: string[] = [];
      const counts = { asked: 0, allowed: 0, health: 0 };
      for (const route of ALLOWED_ROUTES.filter((candidate) => !candidate.webSocket)) {
        for (const [who, token] of identities(gateway)) {
          for (const [spelling, spell] of PATH_VARIANTS) {
            const { status } = await ask(gateway.people, {
              method: route.method,
              path: spell(toPath(route.area, route.path)),
              headers: {
                'X-Botscope-Secret': PROXY_SECRET,
                'X-Botscope-Action': toAction(route.permission),
                'X-Scope-OrgID': 'audit',
                ...(token === undefined ? {} : { 'X-Grafana-Id': token }),
              },
            });
            const expected = spelling === 'plain' && (RANKS[who] ?? -1) >= (MINIMUM_RANK[route.permission] ?? 9);
            counts.asked += 1;
            counts.allowed += expected ? 1 : 0;
            counts.health += expected && route.path === 'health' ? 1 : 0;
            if (expected ? status !== 200 : status !== 403)
              unexpected.push(`${route.method} ${spelling} ${who}: ${status}`);
          }
        }
      }
      expect(unexpected).toEqual([]);
      expect(counts.asked).toBeGreaterThan(2_000);
      // Health asks several parts for one request.
      const isHealth = (url: string) => /\/health$|\/labels\?start=|\/api\/search\?q=/.test(url);
      expect(gateway.seen.filter(({ url }) => !isHealth(url))).toHaveLength(counts.allowed - counts.health);
    },
  );

  it('reads each store under the tenant of the area, whatever tenant the client names', async () => {
    const { people, headers, seen } = await startTestGateway();
    for (const [area, permission, tenant] of [
      ['records', 'conversations:read', 'bots'],
      ['api-calls', 'api-calls:read', 'api'],
      ['audit', 'audit:read', 'audit'],
    ] as const) {
      const own = { 'X-Scope-OrgID': ['bots', 'api', 'audit'] };
      await ask(people, { path: `/${area}/loki/api/v1/labels`, headers: headers('Admin', permission, own) });
      expect(seen.at(-1)?.headers['x-scope-orgid']).toBe(tenant);
    }
  });

  it('refuses every other method on every route', async () => {
    const { people, headers, seen } = await startTestGateway();
    const known = new Set(ALLOWED_ROUTES.map((route) => `${route.method} ${toPath(route.area, route.path)}`));
    for (const route of ALLOWED_ROUTES) {
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']) {
        const path = toPath(route.area, route.path);
        if (known.has(`${method} ${path}`)) continue;
        const { status } = await ask(people, { method, path, headers: headers('Admin', route.permission) });
        expect(status, `${method} ${path}`).toBe(403);
      }
    }
    expect(seen).toEqual([]);
  });

  it('refuses the action of another permission, higher ones too', async () => {
    const { people, headers } = await startTestGateway();
    const path = '/records/loki/api/v1/labels';
    for (const permission of ['audit:read', 'api-calls:read', 'conversations:flag', 'conversations:read,audit:read']) {
      expect((await ask(people, { path, headers: headers('Admin', permission) })).status, permission).toBe(403);
    }
  });

  it.each([
    '/records/loki/api/v1/push',
    '/records/loki/api/v1/delete',
    '/records/loki/api/v1/rules',
    '/records/otlp/v1/logs',
    '/traces/api/v2/traces/',
    '/traces/api/v2/traces/xyz',
    '/traces/api/v2/traces/0af7651916cd43dd8448eb211c80319c0',
    '/records/loki/api/v1/label/a.b/values',
    '/sidecar/settings/notifications',
    '/sidecar/v1/flags',
    '/',
    '/health',
  ])('knows no %s', async (path) => {
    const { people, headers } = await startTestGateway();
    for (const method of ['GET', 'POST']) {
      expect((await ask(people, { method, path, headers: headers('Admin', 'conversations:read') })).status).toBe(403);
    }
  });
});
