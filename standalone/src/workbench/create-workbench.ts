import cookie from '@fastify/cookie';
import serveFiles from '@fastify/static';
import { APP_ID } from '@botscope/conventions';
import { fastify, type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { join } from 'node:path';
import { isUpgrade, routeUpgrades } from '../http/route-upgrades.ts';
import { registerApiRoutes } from './api-routes.ts';
import { checkRequest } from './check-request.ts';
import { createIdentityTokens } from './identity-token.ts';
import { registerPageRoutes } from './page-routes.ts';
import { createManifestReader } from './plugin-files.ts';
import { expandSettings, readProvisionedApp } from './provisioned-app.ts';
import { registerProxyRoutes } from './proxy-routes.ts';
import { renderMessagePage } from './render-pages.ts';
import { createSessions } from './sessions.ts';
import { loadSigningKey } from './signing-key.ts';
import type { WorkbenchContext } from './workbench-context.ts';
import type { WorkbenchOptions } from './workbench-options.ts';

const JSON_BODY_LIMIT_BYTES = 16 * 1024;

/**
 * The workbench: hosts the built plugin as Grafana does. The caller lets it listen. Throws when the provisioning or the
 * key cannot be read; missing builds are told on the pages instead, so that they can be made later.
 */
export async function createWorkbench(options: WorkbenchOptions): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: JSON_BODY_LIMIT_BYTES,
    http: { shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket' },
    routerOptions: { ignoreTrailingSlash: true },
  });
  routeUpgrades(app);
  const context = await createContext(app, options);
  const { basePath } = context;
  // A form or a plain text can be sent by any page; JSON cannot.
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'same-origin');
    checkRequest(toOrigin(request), options.publicUrl);
  });
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(context, error, request, reply));
  app.setNotFoundHandler((request, reply) => answerNotFound(context, request, reply));
  await app.register(cookie, { secret: context.key.cookieSecret });
  await registerFiles(app, context);
  await app.register(async (scope) => registerPageRoutes(scope, context), { prefix: basePath });
  await app.register(async (scope) => registerApiRoutes(scope, context), { prefix: basePath });
  await app.register(async (scope) => registerProxyRoutes(scope, context), { prefix: basePath });
  return app;
}

async function createContext(app: FastifyInstance, options: WorkbenchOptions): Promise<WorkbenchContext> {
  const nowMillis = options.nowMillis ?? Date.now;
  const key = await loadSigningKey(options.dataDirectory);
  const provisioned = await readProvisionedApp(options.provisioningFile, APP_ID);
  const publicUrl = options.publicUrl === undefined ? undefined : new URL(options.publicUrl);
  const basePath = (publicUrl?.pathname ?? '').replace(/\/+$/, '');
  const rootUrl = (): string => `${publicUrl?.origin ?? listeningOrigin(app)}${basePath}/`;
  return {
    pageDirectory: options.pageDirectory,
    pluginDirectory: options.pluginDirectory,
    basePath,
    rootUrl,
    readManifest: createManifestReader(options.pluginDirectory),
    readSettings: () => expandSettings(provisioned, options.environment),
    sessions: createSessions({ path: basePath || '/', secure: publicUrl?.protocol === 'https:' }, nowMillis),
    tokens: createIdentityTokens(key, rootUrl, nowMillis),
    key,
  };
}

function listeningOrigin(app: FastifyInstance): string {
  const address = app.server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

async function registerFiles(app: FastifyInstance, context: WorkbenchContext): Promise<void> {
  const roots = [
    { prefix: `/public/plugins/${APP_ID}/`, root: context.pluginDirectory },
    { prefix: '/public/build/', root: context.pageDirectory },
    { prefix: '/public/fonts/', root: join(context.pageDirectory, 'fonts') },
  ];
  for (const { prefix, root } of roots) {
    await app.register(serveFiles, {
      root,
      prefix: context.basePath + prefix,
      decorateReply: false,
      index: false,
      // Built files keep their names from build to build in part; an ETag answers "unchanged" quickly enough.
      cacheControl: false,
      setHeaders: (reply) => void reply.header('cache-control', 'no-cache'),
    });
  }
}

function toOrigin(request: FastifyRequest): Parameters<typeof checkRequest>[0] {
  return {
    // Like a change, a WebSocket is refused to pages of other origins: they could read what it says.
    method: isUpgrade(request.raw) ? 'WebSocket' : request.method,
    host: request.headers.host,
    origin: request.headers.origin,
    localAddress: request.socket.localAddress,
  };
}

function answerError(
  context: WorkbenchContext,
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const status = error.statusCode ?? 500;
  return answerMessage(context, request, reply.code(status), error.message);
}

function answerNotFound(context: WorkbenchContext, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?')[0] ?? '';
  if (context.basePath !== '' && !path.startsWith(`${context.basePath}/`)) {
    return reply.redirect(context.rootUrl(), 302);
  }
  return answerMessage(context, request, reply.code(404), `There is no ${request.method} "${path}" in the workbench.`);
}

function answerMessage(
  context: WorkbenchContext,
  request: FastifyRequest,
  reply: FastifyReply,
  message: string,
): FastifyReply {
  void reply.header('cache-control', 'no-store');
  const wantsPage = request.headers.accept?.includes('text/html') === true && !request.url.includes('/api/');
  if (!wantsPage) return reply.send({ message });
  const title = reply.statusCode === 404 ? 'Not found' : 'The workbench cannot show this page';
  return reply.type('text/html; charset=utf-8').send(renderMessagePage(title, message, `${context.basePath}/`));
}
