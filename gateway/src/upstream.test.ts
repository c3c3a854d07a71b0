import { describe, expect, it } from 'vitest';
import { ask, startTestGateway } from '../tests/gateway.ts';

const STORES = {
  lokiTenant: '123456',
  lokiAuthorization: 'Basic bG9raQ==',
  tempoTenant: '654321',
  tempoAuthorization: 'Bearer tempo',
};

describe('stores with credentials and one tenant', () => {
  it('are asked by them in every area and by the data sources, whatever the client sends', async () => {
    const { people, readOnly, headers, seen } = await startTestGateway(STORES);
    const own = { 'X-Scope-OrgID': 'audit', Authorization: 'Bearer mine' };
    for (const [path, permission] of [
      ['/records/loki/api/v1/labels', 'conversations:read'],
      ['/api-calls/loki/api/v1/labels', 'api-calls:read'],
      ['/audit/loki/api/v1/labels', 'audit:read'],
      ['/traces/api/v2/traces/a1', 'conversations:read'],
    ] as const) {
      expect((await ask(people, { path, headers: headers('Admin', permission, own) })).status).toBe(200);
    }
    await ask(readOnly, { path: '/loki/api/v1/labels', headers: { 'X-Scope-OrgID': 'audit' } });
    await ask(readOnly, { path: '/api/echo' });
    const asked = seen.map(({ headers: sent }) => `${sent['x-scope-orgid']?.toString()} ${sent.authorization}`);
    const loki = '123456 Basic bG9raQ==';
    const tempo = '654321 Bearer tempo';
    expect(asked).toEqual([loki, loki, loki, tempo, loki, tempo]);
  });

  it('still give nobody an area that the role does not reach', async () => {
    const { people, headers, seen } = await startTestGateway(STORES);
    const path = '/audit/loki/api/v1/query_range';
    expect((await ask(people, { path, headers: headers('Viewer', 'audit:read') })).status).toBe(403);
    expect(seen).toEqual([]);
  });

  it('never show their credentials to the sidecar', async () => {
    const { people, headers, seen } = await startTestGateway(STORES);
    await ask(people, { path: '/sidecar/flags', headers: headers('Viewer', 'conversations:read') });
    expect(seen[0]?.headers.authorization).toBeUndefined();
  });
});
