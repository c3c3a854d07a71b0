import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  ALLOWED_ROUTES,
  HEADER_INTERNAL_SECRET,
  HEADER_USER,
  type AllowedRoute,
  type BotscopeUser,
} from '@botscope/conventions';
import { authorize } from './authorize.ts';
import type { GatewayConfig } from './config.ts';
import { forward } from './forward.ts';
import { verifyIdentity } from './identity/verify-identity.ts';
import type { IdentityKind } from './identity/narrow-claims.ts';
import { createSigningKeys } from './identity/signing-keys.ts';
import { forwardWebSocket } from './forward-web-socket.ts';
import { createRouteMatchers } from './match-route.ts';
import { parseRequestTarget } from './request-target.ts';
import type { GatewayOptions } from './gateway-options.ts';
import { answerHealth } from './health/answer-health.ts';
import { readSidecarParts } from './health/check-sidecar.ts';
import { createStoreCheck } from './health/check-stores.ts';
import { checkPage, type Upgrade } from './upgrade.ts';
import { toBaseUrl, toUpstreamHeaders } from './upstream.ts';

/**
 * Answers one request; rejects with a `GatewayError` when it must not or cannot be answered. With `upgrade`, a WebSocket
 * is asked for.
 */
export type Handler = (request: IncomingMessage, response: ServerResponse, upgrade?: Upgrade) => Promise<void>;

/** Answered by the gateway: it adds its own parts to the sidecar's, and answers also when there is no sidecar. */
const HEALTH_PATH = 'health';

/** A verified person as JSON in printable ASCII, since a header cannot carry more. */
function toUserHeader(user: BotscopeUser): string {
  const toEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(user).replace(/[^\x20-\x7e]/g, toEscape);
}

function upstreamHeaders(
  route: AllowedRoute,
  user: BotscopeUser,
  config: GatewayConfig,
): Readonly<Record<string, string>> {
  if (route.upstream !== 'sidecar' && route.tenant !== undefined) {
    return toUpstreamHeaders(route.upstream, route.tenant, config);
  }
  return { [HEADER_INTERNAL_SECRET]: config.internalSecret, [HEADER_USER]: toUserHeader(user) };
}

function acceptedKinds(config: GatewayConfig): readonly IdentityKind[] {
  return [
    'user',
    ...(config.serviceAccounts === 'on' ? (['service-account'] as const) : []),
    ...(config.anonymous === 'on' ? (['anonymous'] as const) : []),
  ];
}

/** The way of a person's request from Grafana's plugin proxy to a store or the sidecar. */
export function createPeopleHandler(config: GatewayConfig, options: GatewayOptions): Handler {
  const { clock, upstreamTimeoutMillis, webSocketLimits } = options;
  const keys = createSigningKeys({ url: `${config.grafanaUrl}/api/signing-keys/keys`, clock });
  const matchersOf = createRouteMatchers(ALLOWED_ROUTES, (route) => `/${route.area}/${route.path}`);
  const expectations = {
    rootUrl: config.grafanaRootUrl,
    orgIds: config.grafanaOrgIds,
    acceptedKinds: acceptedKinds(config),
  };
  const checkStores = createStoreCheck(config, clock);
  const verify = (token: string): Promise<BotscopeUser> =>
    verifyIdentity(token, keys, { ...expectations, nowMillis: clock() });
  const pageOrigin = new URL(config.grafanaRootUrl).origin;
  return async (request, response, upgrade) => {
    const { path, search } = parseRequestTarget(request.url ?? '');
    const isUpgrade = upgrade !== undefined;
    if (isUpgrade) checkPage(request, pageOrigin);
    const matchRoute = matchersOf(isUpgrade);
    const { route, upstreamPath, user } = await authorize(request, path, {
      config,
      matchRoute,
      isUpgrade,
      verifyIdentity: verify,
    });
    const upstream = {
      name: route.upstream,
      url: `${toBaseUrl(route.upstream, config)}${upstreamPath}${search}`,
      headers: upstreamHeaders(route, user, config),
      timeoutMillis: upstreamTimeoutMillis,
    };
    if (route.upstream === 'sidecar' && route.path === HEALTH_PATH) {
      const [stores, parts] = await Promise.all([checkStores(), readSidecarParts(upstream.url, upstream.headers)]);
      answerHealth(response, [...stores, ...parts]);
    } else if (isUpgrade) await forwardWebSocket(request, response, upgrade, upstream, webSocketLimits);
    else await forward(request, response, upstream);
  };
}
