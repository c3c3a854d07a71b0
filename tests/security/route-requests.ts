import { ALLOWED_ROUTES, type AllowedRoute, type Permission, type Role } from '@botscope/conventions';

/** Written down again, not derived: what design/contracts.md says. */
const MINIMUM_ROLE: Readonly<Record<Permission, Role>> = {
  'conversations:read': 'Viewer',
  'conversations:flag': 'Editor',
  'api-calls:read': 'Editor',
  'alerts:read': 'Editor',
  'integrations:reauthorize': 'Editor',
  'export:read': 'Editor',
  'audit:read': 'Admin',
  'settings:write': 'Admin',
};
const RANKS: readonly Role[] = ['Viewer', 'Editor', 'Admin'];

/** A request that does what a route is for. */
export interface RouteRequest {
  readonly method: string;
  /** Below the gateway, without leading slash and query. */
  readonly path: string;
  /** With question mark; empty when there is none. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether it asks for a WebSocket. */
  readonly isUpgrade: boolean;
  readonly permission: Permission;
  readonly minimumRole: Role;
  /** What somebody who may ask gets. */
  readonly statusesWhenAllowed: readonly number[];
}

const SELECTOR = '{service_name=~".+"}';
const LOKI_PARAMETERS: Readonly<Record<string, string>> = {
  query: new URLSearchParams({ query: `count_over_time(${SELECTOR}[1h])` }).toString(),
  series: new URLSearchParams({ 'match[]': SELECTOR }).toString(),
};
const FLAG = { bot: 'marked', environment: 'unknown', conversation: 'c-1' };
const BODIES: Readonly<Record<string, object>> = {
  'PUT flags': { ...FLAG, note: 'by a test' },
  'DELETE flags': FLAG,
  'POST alerts/test': {},
  'PUT settings/capture': { version: 0, rules: [] },
  'POST alerts/reset': {},
};

const QUERIES: Readonly<Record<string, Readonly<Record<string, string>>>> = { 'GET export/conversations': FLAG };

/** One request for each route that the gateway lets through. */
export const ROUTE_REQUESTS: readonly RouteRequest[] = ALLOWED_ROUTES.map((route) => ({
  method: route.method,
  path: `${route.area}/${route.path.replace('{name}', 'service_name').replace('{hex}', '0af7651916cd43dd8448eb211c80319c')}`,
  isUpgrade: route.webSocket === true,
  permission: route.permission,
  minimumRole: MINIMUM_ROLE[route.permission],
  ...toPayload(route),
  statusesWhenAllowed: toStatuses(route),
}));

function toPayload(route: AllowedRoute): Pick<RouteRequest, 'query' | 'headers' | 'body'> {
  if (route.upstream === 'sidecar') {
    const query = QUERIES[`${route.method} ${route.path}`];
    if (query !== undefined) return { query: `?${new URLSearchParams(query).toString()}`, headers: {} };
    const body = BODIES[`${route.method} ${route.path}`];
    return body === undefined ? { query: '', headers: {} } : toBody('application/json', JSON.stringify(body));
  }
  const name = route.path.split('/').at(-1) ?? '';
  const parameters = LOKI_PARAMETERS[name] ?? new URLSearchParams({ query: SELECTOR }).toString();
  if (route.method === 'GET') return { query: route.upstream === 'loki' ? `?${parameters}` : '', headers: {} };
  return toBody('application/x-www-form-urlencoded', parameters);
}

/** With its length, because Node's client sends the body of a DELETE without one. */
function toBody(contentType: string, body: string): Pick<RouteRequest, 'query' | 'headers' | 'body'> {
  return { query: '', headers: { 'content-type': contentType, 'content-length': String(body.length) }, body };
}

/** A trace or a conversation may be unknown, which is not the gateway's refusal. */
function toStatuses(route: AllowedRoute): readonly number[] {
  if (route.webSocket === true) return [101];
  if (route.upstream === 'tempo') return [200, 404, 502];
  return route.path === 'export/conversations' ? [200, 404] : [200];
}

/** Whether a role may do what a request asks for. */
export function mayAsk(role: Role, request: RouteRequest): boolean {
  return RANKS.indexOf(role) >= RANKS.indexOf(request.minimumRole);
}
