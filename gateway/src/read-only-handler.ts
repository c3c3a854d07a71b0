import type { IncomingMessage } from 'node:http';
import { HEADER_TENANT, READ_ONLY_ROUTES } from '@botscope/conventions';
import { checkConnectionHeader } from './authorize.ts';
import { isLoopback, type GatewayConfig } from './config.ts';
import type { GatewayOptions } from './gateway-options.ts';
import { forward } from './forward.ts';
import { GatewayError } from './gateway-error.ts';
import { createRouteMatcher } from './match-route.ts';
import type { Handler } from './people-handler.ts';
import { parseRequestTarget } from './request-target.ts';
import { secretEquals } from './secret-equals.ts';

/** The tenant that Grafana's data sources may read. */
const READ_ONLY_TENANT = 'bots';

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

/** The listener for Grafana's data sources: reading paths of Loki and Tempo at the root, one tenant, nothing else. */
export function createReadOnlyHandler(config: GatewayConfig, { upstreamTimeoutMillis }: GatewayOptions): Handler {
  const matchRoute = createRouteMatcher(READ_ONLY_ROUTES, (route) => `/${route.path}`);
  return async (request, response) => {
    const { path, search } = parseRequestTarget(request.url ?? '');
    checkConnectionHeader(request);
    checkReadToken(request, config);
    const match = matchRoute(request.method ?? '', path);
    if (match === undefined) throw new GatewayError('route_unknown');
    await forward(request, response, {
      part: match.route.upstream,
      url: `${match.route.upstream === 'tempo' ? config.tempoUrl : config.lokiUrl}${match.upstreamPath}${search}`,
      headers: { [HEADER_TENANT]: READ_ONLY_TENANT },
      timeoutMillis: upstreamTimeoutMillis,
    });
  };
}
