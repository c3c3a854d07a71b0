import { SIDECAR_ENDPOINTS } from './endpoints.ts';
import type { HttpMethod } from './http-method.ts';
import type { Permission } from './permissions.ts';
import type { Tenant } from './record-kinds.ts';

/** First path segment at the gateway. */
export const AREAS = ['records', 'api-calls', 'audit', 'traces', 'sidecar'] as const;
/** First path segment at the gateway; decides upstream, tenant and permission. */
export type Area = (typeof AREAS)[number];

/**
 * A method and path that the gateway lets through. A segment `{name}` stands for one label name
 * (`[A-Za-z_][A-Za-z0-9_]*`), `{tag}` for one attribute name of Tempo (`[A-Za-z_.][A-Za-z0-9_.:-]*`), `{hex}` for 1 to 32 hex
 * digits; everything else is literal.
 */
export interface AllowedRoute {
  readonly area: Area;
  readonly upstream: 'loki' | 'tempo' | 'sidecar';
  /** Absent for the sidecar. */
  readonly tenant?: Tenant;
  readonly permission: Permission;
  /** Permission whose minimum role must be reached as well. */
  readonly alsoReaches?: Permission;
  readonly method: HttpMethod;
  /** Path below the area, without leading slash. */
  readonly path: string;
  /** Path at the upstream, with leading slash; same placeholders. */
  readonly upstreamPath: string;
  readonly webSocket?: true;
}

const LOKI_READS: readonly { method: HttpMethod; path: string; webSocket?: true }[] = [
  { method: 'GET', path: 'loki/api/v1/query_range' },
  { method: 'POST', path: 'loki/api/v1/query_range' },
  { method: 'GET', path: 'loki/api/v1/query' },
  { method: 'GET', path: 'loki/api/v1/labels' },
  { method: 'GET', path: 'loki/api/v1/label/{name}/values' },
  { method: 'GET', path: 'loki/api/v1/series' },
  { method: 'GET', path: 'loki/api/v1/index/stats' },
  { method: 'GET', path: 'loki/api/v1/index/volume' },
  { method: 'GET', path: 'loki/api/v1/index/volume_range' },
  { method: 'GET', path: 'loki/api/v1/detected_fields' },
  { method: 'GET', path: 'loki/api/v1/tail', webSocket: true },
];

const LOKI_AREAS: readonly { area: Area; tenant: Tenant; permission: Permission }[] = [
  { area: 'records', tenant: 'bots', permission: 'conversations:read' },
  { area: 'api-calls', tenant: 'api', permission: 'api-calls:read' },
  { area: 'audit', tenant: 'audit', permission: 'audit:read' },
];

const TEMPO_READS = ['api/v2/traces/{hex}', 'api/search'];

/** Everything that people may ask of the gateway; nothing else passes. */
export const ALLOWED_ROUTES: readonly AllowedRoute[] = [
  ...LOKI_AREAS.flatMap((area) =>
    LOKI_READS.map((read) => ({ ...area, ...read, upstream: 'loki' as const, upstreamPath: `/${read.path}` })),
  ),
  ...TEMPO_READS.map((path) => ({
    area: 'traces' as const,
    upstream: 'tempo' as const,
    tenant: 'bots' as const,
    permission: 'conversations:read' as const,
    method: 'GET' as const,
    path,
    upstreamPath: `/${path}`,
  })),
  ...SIDECAR_ENDPOINTS.map((endpoint) => ({
    area: 'sidecar' as const,
    upstream: 'sidecar' as const,
    permission: endpoint.permission,
    ...(endpoint.alsoReaches ? { alsoReaches: endpoint.alsoReaches } : {}),
    method: endpoint.method,
    path: endpoint.path,
    upstreamPath: `/v1/${endpoint.path}`,
  })),
];

/** Paths of the gateway's read-only listener for Grafana's data sources; tenant `bots`, method GET (and POST of query_range). */
export const READ_ONLY_ROUTES: readonly AllowedRoute[] = [
  ...ALLOWED_ROUTES.filter((route) => route.area === 'records'),
  ...[
    'api/echo',
    'api/status/buildinfo',
    'api/search',
    'api/search/tags',
    'api/search/tag/{tag}/values',
    'api/v2/search/tags',
    'api/v2/search/tag/{tag}/values',
    'api/v2/traces/{hex}',
    'api/traces/{hex}',
  ].map((path) => ({
    area: 'traces' as const,
    upstream: 'tempo' as const,
    tenant: 'bots' as const,
    permission: 'conversations:read' as const,
    method: 'GET' as const,
    path,
    upstreamPath: `/${path}`,
  })),
];
