import type { IncomingMessage } from 'node:http';
import {
  HEADER_ACTION,
  HEADER_GRAFANA_ID,
  HEADER_SECRET,
  PERMISSIONS,
  roleReaches,
  toAction,
  type AllowedRoute,
  type BotscopeUser,
} from '@botscope/conventions';
import type { GatewayConfig } from './config.ts';
import { checkConnectionHeader } from './connection-header.ts';
import { GatewayError } from './gateway-error.ts';
import type { RouteMatch, RouteMatcher } from './match-route.ts';
import { secretEquals } from './secret-equals.ts';

/** A request that may pass: what it asks for and who asks. */
export interface AuthorizedRequest extends RouteMatch {
  readonly user: BotscopeUser;
}

/** What {@link authorize} decides by. */
export interface AuthorizeOptions {
  readonly config: Pick<GatewayConfig, 'proxySecret' | 'apiLogs' | 'rolesFrom'>;
  readonly matchRoute: RouteMatcher;
  /** Whether a WebSocket is asked for. */
  readonly isUpgrade: boolean;
  readonly verifyIdentity: (token: string) => Promise<BotscopeUser>;
}

/** The only value of a header; undefined when it is absent or empty. A header sent twice arrives joined and fails. */
function headerText(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name.toLowerCase()];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function checkSecret(request: IncomingMessage, proxySecret: string): void {
  const secret = headerText(request, HEADER_SECRET);
  if (secret === undefined) throw new GatewayError('secret_missing');
  if (!secretEquals(secret, proxySecret)) throw new GatewayError('secret_wrong');
}

function checkRole(user: BotscopeUser, route: AllowedRoute): void {
  for (const permission of [route.permission, route.alsoReaches]) {
    if (permission !== undefined && !roleReaches(user.role, PERMISSIONS[permission])) {
      throw new GatewayError('role_too_low', {
        detail: `It is ${user.role}; ${permission} needs ${PERMISSIONS[permission]}.`,
      });
    }
  }
}

/**
 * Lets a person's request for a plain path pass only with the secret of the proxy route, the action of what it asks
 * for, and a signed identity whose role reaches that action. Throws a {@link GatewayError} otherwise.
 */
export async function authorize(
  request: IncomingMessage,
  path: string,
  { config, matchRoute, isUpgrade, verifyIdentity }: AuthorizeOptions,
): Promise<AuthorizedRequest> {
  checkConnectionHeader(request, isUpgrade);
  checkSecret(request, config.proxySecret);
  if (config.apiLogs === 'off' && /^\/api-calls(\/|$)/.test(path)) throw new GatewayError('api_logs_off');
  const match = matchRoute(request.method ?? '', path);
  if (match === undefined) throw new GatewayError('route_unknown');
  if (headerText(request, HEADER_ACTION) !== toAction(match.route.permission)) throw new GatewayError('action_wrong');
  const token = headerText(request, HEADER_GRAFANA_ID);
  if (token === undefined) throw new GatewayError('identity_missing');
  const user = await verifyIdentity(token);
  if (config.rolesFrom === 'token') checkRole(user, match.route);
  return { ...match, user };
}
