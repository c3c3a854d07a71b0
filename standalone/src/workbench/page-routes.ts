import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { APP_ID } from '@botscope/conventions';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { buildBootData, findHome } from './boot-data.ts';
import { buildContentSecurityPolicy } from './content-security-policy.ts';
import { FIRST_PERSON, type Person } from './people.ts';
import { readBuiltFile } from './plugin-files.ts';
import { renderHostPage, renderReloadPage } from './render-pages.ts';
import { readTheme } from './theme-cookie.ts';
import type { WorkbenchContext } from './workbench-context.ts';

/** The pages: `/` leads to the app's start page, everything below the app's paths is the host page. */
export function registerPageRoutes(app: FastifyInstance, context: WorkbenchContext): void {
  app.get('/', async (_request, reply) =>
    reply.redirect(context.basePath + findHome(await context.readManifest()), 302),
  );
  const hostPage = (request: FastifyRequest, reply: FastifyReply) => sendHostPage(context, request, reply);
  for (const path of [`/a/${APP_ID}`, `/a/${APP_ID}/*`, `/plugins/${APP_ID}`]) app.get(path, hostPage);
}

async function sendHostPage(
  context: WorkbenchContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  void reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').header('x-frame-options', 'deny');
  const person = context.sessions.read(request);
  if (!person && request.headers['sec-fetch-site'] === 'cross-site') return reply.send(renderReloadPage());
  if (!person) context.sessions.write(reply, FIRST_PERSON);
  const nonce = randomBytes(16).toString('base64');
  const html = await renderFor(context, person ?? FIRST_PERSON, request, nonce);
  return reply.header('content-security-policy', buildContentSecurityPolicy(nonce)).send(html);
}

async function renderFor(
  context: WorkbenchContext,
  person: Person,
  request: FastifyRequest,
  nonce: string,
): Promise<string> {
  const manifest = await context.readManifest();
  const template = await readBuiltFile(join(context.pageDirectory, 'index.html'), 'The workbench page');
  const { basePath } = context;
  const theme = readTheme(request);
  const bootData = buildBootData({ person, manifest, theme, rootUrl: context.rootUrl(), basePath });
  return renderHostPage(template, { nonce, publicPath: `${basePath}/public/`, theme, bootData });
}
