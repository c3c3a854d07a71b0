import { APP_ID, HEADER_GRAFANA_ID } from '@botscope/conventions';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { expandTemplate, type AppSettings } from './expand-template.ts';
import { isUpgrade, takeUpgrade } from '../http/route-upgrades.ts';
import { forwardRequest, type Upstream } from './forward-request.ts';
import { forwardWebSocket } from './forward-web-socket.ts';
import { isLoopbackName } from './loopback.ts';
import { matchRoute, toProxyPath, type RouteMatch } from './match-route.ts';
import { findRefusal } from './plugin-grants.ts';
import { requirePerson, type WorkbenchContext } from './workbench-context.ts';
import { WorkbenchError } from './workbench-error.ts';

const PREFIX = `/api/plugin-proxy/${APP_ID}/`;

/** `/api/plugin-proxy/<app>/…`: the plugin's routes, with Grafana's rules. */
export function registerProxyRoutes(app: FastifyInstance, context: WorkbenchContext): void {
  // In a hook, because the handler would run after the body was parsed; here it is streamed on, whatever it is.
  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => proxy(context, request, reply);
  app.all(`${PREFIX}*`, { exposeHeadRoute: false, onRequest }, (_request, reply) => reply);
}

async function proxy(context: WorkbenchContext, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const person = requirePerson(context, request);
  const manifest = await context.readManifest();
  // The raw address: the router's wildcard is decoded already and has lost what came as %2F.
  const [rawPath = '', query] = splitOnce(request.raw.url ?? '', '?');
  const path = toProxyPath(rawPath.slice(context.basePath.length + PREFIX.length));
  if (path === undefined) throw new WorkbenchError(400, 'The path has a malformed percent sign.');
  const match = matchRoute(manifest.routes, request.method, path);
  if (!match) throw new WorkbenchError(404, `The plugin has no route for ${request.method} "${path}".`);
  const refusal = findRefusal(manifest, match.route, person.role);
  if (refusal !== undefined)
    throw new WorkbenchError(403, `The role ${person.role} may not use this route: ${refusal}.`);
  const upstream = toUpstream(match, query, context.readSettings(), context.tokens(person));
  reply.hijack();
  const onUnreachable = (error: Error): void => answerUnreachable(reply, upstream, error);
  if (!isUpgrade(request.raw)) return forwardRequest(request.raw, reply.raw, upstream, onUnreachable);
  forwardWebSocket(request.raw, reply.raw, upstream, { onUnreachable, take: () => takeUpgrade(reply) });
}

function splitOnce(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function toUpstream(match: RouteMatch, query: string | undefined, settings: AppSettings, token: string): Upstream {
  const text = expandTemplate(match.route.url, settings);
  const url = URL.parse(text);
  if (url?.protocol !== 'http:') {
    throw new WorkbenchError(
      502,
      `Route "${match.route.path}" leads to "${text}", which is no http URL: look at gatewayUrl in provisioning/grafana/plugins.yaml.`,
    );
  }
  if (!isLoopbackName(url.hostname)) {
    throw new WorkbenchError(502, `The workbench forwards to this machine only, not to ${url.host}.`);
  }
  const headers = match.route.headers.map(({ name, content }) => [
    name,
    toHeaderValue(expandTemplate(content, settings)),
  ]);
  return {
    url,
    path: joinPath(url.pathname, match.rest) + (query === undefined ? '' : `?${query}`),
    headers: { ...(Object.fromEntries(headers) as Record<string, string>), [HEADER_GRAFANA_ID]: token },
  };
}

function joinPath(base: string, rest: string): string {
  if (rest === '') return base;
  const encoded = rest.split('/').map(encodeURIComponent).join('/');
  return `${base.replace(/\/$/, '')}/${encoded}`;
}

function toHeaderValue(text: string): string {
  return text.replace(/[^\t\x20-\x7e]/g, '');
}

function answerUnreachable(reply: FastifyReply, { url }: Upstream, error: Error): void {
  const code = (error as NodeJS.ErrnoException).code ?? error.message;
  const message = `The gateway at ${url.host} does not answer (${code}). Is it running?`;
  reply.raw.writeHead(502, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  reply.raw.end(JSON.stringify({ message }));
}
