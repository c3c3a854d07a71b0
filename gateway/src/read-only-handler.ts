import type { IncomingMessage } from 'node:http';
import { READ_ONLY_ROUTES } from '@botscope/conventions';
import { isLoopback, type GatewayConfig } from './config.ts';
import { checkConnectionHeader } from './connection-header.ts';
import type { GatewayOptions } from './gateway-options.ts';
import { forward } from './forward.ts';
import { GatewayError } from './gateway-error.ts';
import { answerHealth } from './health/answer-health.ts';
import { checkSidecar } from './health/check-sidecar.ts';
import { createStoreCheck } from './health/check-stores.ts';
import { forwardWebSocket } from './forward-web-socket.ts';
import { createRouteMatchers } from './match-route.ts';
import type { Handler } from './people-handler.ts';
import { parseRequestTarget } from './request-target.ts';
import { secretEquals } from './secret-equals.ts';
import { checkPage } from './upgrade.ts';
import { toBaseUrl, toUpstreamHeaders } from './upstream.ts';

/** The tenant that Grafana's data sources may read. */
const READ_ONLY_TENANT = 'bots';
const HEALTH_PATH = '/health';

function hostName(request: IncomingMessage): string {
  return (request.headers.host ?? '').replace(/:[0-9]+$/, '').replace(/^\[(.*)\]$/, '$1');
}

function checkReadToken(request: IncomingMessage, config: GatewayConfig): void {
  const { authorization } = request.headers;
  if (authorization !== undefined && config.readToken !== undefined) {
    if (!secretEquals(authorization, `Bearer ${config.readToken}`)) throw new GatewayError('read_token_wrong');
    return;
  }
  if (!isLoopback(config.readOnlyHost)) throw new GatewayError('read_token_wrong');
  // A page of a foreign site that has its name resolve to 127.0.0.1 still says its own name here.
  if (!isLoopback(hostName(request))) throw new GatewayError('host_refused');
}

/** The listener for Grafana's data sources: reading paths of Loki and Tempo at the root, one tenant; and `/health`. */
export function createReadOnlyHandler(config: GatewayConfig, options: GatewayOptions): Handler {
  const { clock, upstreamTimeoutMillis, webSocketLimits } = options;
  const matchersOf = createRouteMatchers(READ_ONLY_ROUTES, (route) => `/${route.path}`);
  const checkStores = createStoreCheck(config, clock);
  return async (request, response, upgrade) => {
    const { path, search } = parseRequestTarget(request.url ?? '');
    const isUpgrade = upgrade !== undefined;
    checkConnectionHeader(request, isUpgrade);
    if (isUpgrade) checkPage(request);
    checkReadToken(request, config);
    if (!isUpgrade && request.method === 'GET' && path === HEALTH_PATH) {
      const [stores, sidecar] = await Promise.all([checkStores(), checkSidecar(config.sidecarUrl)]);
      return answerHealth(response, [...stores, sidecar]);
    }
    const match = matchersOf(isUpgrade)(request.method ?? '', path);
    if (match === undefined || match.route.upstream === 'sidecar') throw new GatewayError('route_unknown');
    const name = match.route.upstream;
    const upstream = {
      name,
      url: `${toBaseUrl(name, config)}${match.upstreamPath}${search}`,
      headers: toUpstreamHeaders(name, READ_ONLY_TENANT, config),
      timeoutMillis: upstreamTimeoutMillis,
    };
    if (isUpgrade) return forwardWebSocket(request, response, upgrade, upstream, webSocketLimits);
    return forward(request, response, upstream);
  };
}
