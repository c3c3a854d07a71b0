import Ajv from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { SIDECAR_ENDPOINTS } from './endpoints.ts';
import { PERMISSIONS } from './permissions.ts';
import { ALLOWED_ROUTES, READ_ONLY_ROUTES } from './routes.ts';

describe('ALLOWED_ROUTES', () => {
  it('names each method and path of an area once', () => {
    const keys = ALLOWED_ROUTES.map((r) => `${r.method} ${r.area}/${r.path}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('gives every route a known permission, and a tenant to every store', () => {
    for (const route of ALLOWED_ROUTES) {
      expect(Object.keys(PERMISSIONS)).toContain(route.permission);
      expect(route.tenant === undefined, route.path).toBe(route.upstream === 'sidecar');
    }
  });

  it('lets no write through to Loki or Tempo', () => {
    for (const route of ALLOWED_ROUTES.filter((r) => r.upstream !== 'sidecar' && r.method !== 'GET')) {
      expect(route.path).toBe('loki/api/v1/query_range');
    }
  });
});

describe('READ_ONLY_ROUTES', () => {
  it('reads tenant bots only', () => {
    expect(new Set(READ_ONLY_ROUTES.map((r) => r.tenant))).toEqual(new Set(['bots']));
  });
});

describe('SIDECAR_ENDPOINTS', () => {
  it('has a valid schema for every body', () => {
    for (const endpoint of SIDECAR_ENDPOINTS) {
      if (endpoint.body) expect(() => new Ajv.default({ strict: true }).compile(endpoint.body ?? {})).not.toThrow();
    }
  });
});
