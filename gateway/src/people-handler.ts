import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  ALLOWED_ROUTES,
  HEADER_INTERNAL_SECRET,
  HEADER_TENANT,
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
import { createRouteMatcher } from './match-route.ts';
import { parseRequestTarget } from './request-target.ts';
import type { GatewayOptions } from './gateway-options.ts';

/** Answers one request; rejects with a `GatewayError` when it must not or cannot be answered. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A verified person as JSON in printable ASCII, since a header cannot carry more. */
function toUserHeader(user: BotscopeUser): string {
  const toEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(user).replace(/[^\x20-\x7e]/g, toEscape);
}

function upstreamHeaders(route: AllowedRoute, user: BotscopeUser, config: GatewayConfig): Record<string, string> {
  if (route.tenant !== undefined) return { [HEADER_TENANT]: route.tenant };
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
export function createPeopleHandler(config: GatewayConfig, { clock, upstreamTimeoutMillis }: GatewayOptions): Handler {
  const keys = createSigningKeys({ url: `${config.grafanaUrl}/api/signing-keys/keys`, clock });
  const matchRoute = createRouteMatcher(ALLOWED_ROUTES, (route) => `/${route.area}/${route.path}`);
  const baseUrls = { loki: config.lokiUrl, tempo: config.tempoUrl, sidecar: config.sidecarUrl };
  const expectations = {
    rootUrl: config.grafanaRootUrl,
    orgIds: config.grafanaOrgIds,
    acceptedKinds: acceptedKinds(config),
  };
  const verify = (token: string): Promise<BotscopeUser> =>
    verifyIdentity(token, keys, { ...expectations, nowMillis: clock() });
  return async (request, response) => {
    const { path, search } = parseRequestTarget(request.url ?? '');
    const { route, upstreamPath, user } = await authorize(request, path, {
      config,
      matchRoute,
      verifyIdentity: verify,
    });
    await forward(request, response, {
      part: route.upstream,
      url: `${baseUrls[route.upstream]}${upstreamPath}${search}`,
      headers: upstreamHeaders(route, user, config),
      timeoutMillis: upstreamTimeoutMillis,
    });
  };
}
