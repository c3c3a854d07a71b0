import { APP_ID } from '@botscope/conventions';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findHome, THEMES, toModulePath } from './boot-data.ts';
import { PEOPLE, findPerson } from './people.ts';
import { requirePerson, type WorkbenchContext } from './workbench-context.ts';
import { WorkbenchError } from './workbench-error.ts';
import { writeTheme } from './theme-cookie.ts';

/** The parts of Grafana's own API that the host page and app plugins use. */
export function registerApiRoutes(app: FastifyInstance, context: WorkbenchContext): void {
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));
  app.get('/api/health', () => ({ database: 'ok' }));
  app.get('/api/signing-keys/keys', () => ({ keys: [context.key.jwk] }));
  app.post('/login', (request, reply) => logIn(context, request, reply));
  app.get('/api/user', (request) => {
    const { id, uid, login, name, email } = requirePerson(context, request);
    return { id, uid, login, name, email, orgId: 1, isGrafanaAdmin: false };
  });
  app.patch('/api/user/preferences', (request, reply) => {
    requirePerson(context, request);
    const theme = THEMES.find((candidate) => candidate === readField(request.body, 'theme'));
    if (!theme) throw new WorkbenchError(400, `"theme" must be one of ${THEMES.join(', ')}.`);
    writeTheme(reply, theme, context.basePath);
    return { message: 'Preferences updated' };
  });
  app.get(`/api/plugins/${APP_ID}/settings`, (request) => readPluginSettings(context, request));
  app.post(`/api/plugins/${APP_ID}/settings`, (request) => {
    requirePerson(context, request);
    throw new WorkbenchError(
      403,
      'The settings are provisioned: change provisioning/grafana/plugins.yaml and start the workbench again.',
    );
  });
}

function logIn(context: WorkbenchContext, request: FastifyRequest, reply: FastifyReply): object {
  const person = findPerson(String(readField(request.body, 'user')));
  if (!person) {
    throw new WorkbenchError(400, `"user" must be one of ${PEOPLE.map(({ login }) => login).join(', ')}.`);
  }
  context.sessions.write(reply, person);
  return { message: `Logged in as ${person.name} (${person.role})` };
}

/** Settings as every logged-in user may read them: of the secrets only which are set. */
async function readPluginSettings(context: WorkbenchContext, request: FastifyRequest): Promise<object> {
  requirePerson(context, request);
  const manifest = await context.readManifest();
  const { jsonData, secureJsonData } = context.readSettings();
  return {
    id: manifest.id,
    name: manifest.name,
    type: 'app',
    enabled: true,
    pinned: true,
    module: toModulePath(context.basePath).slice(1),
    baseUrl: `${context.basePath}/public/plugins/${manifest.id}`.slice(1),
    info: manifest.info,
    includes: manifest.includes,
    defaultNavUrl: context.basePath + findHome(manifest),
    jsonData,
    secureJsonFields: Object.fromEntries(Object.entries(secureJsonData).map(([key, value]) => [key, value !== ''])),
  };
}

function readField(body: unknown, key: string): unknown {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[key] : undefined;
}
