import rateLimit from '@fastify/rate-limit';
import { fastify, type FastifyInstance } from 'fastify';
import { SidecarError } from '../sidecar-error.ts';
import { registerBotRoutes, type BotRoutesOptions } from './bot-routes.ts';
import { checkHost } from './check-host.ts';
import { registerOtlpRoutes, type OtlpRoutesOptions } from './otlp-routes.ts';
import { registerPeopleRoutes, type PeopleRoutesOptions } from './people-routes.ts';
import { toSidecarError } from './to-sidecar-error.ts';

/** What the server works with. */
export interface ServerOptions {
  /** Host that it will listen on. */
  readonly host: string;
  readonly otlp: OtlpRoutesOptions;
  readonly bots: BotRoutesOptions;
  readonly people: PeopleRoutesOptions;
  /** Most requests of one address in ten seconds. */
  readonly requestsPerTenSeconds: number;
  /** Overall state for `GET /health`, which needs no token and so tells no more. */
  readonly overallState: () => Promise<'ok' | 'degraded' | 'down'>;
}

const WINDOW_MILLIS = 10_000;
const REQUEST_TIMEOUT_MILLIS = 30_000;

/** The sidecar's HTTP server; it does not listen yet. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = fastify({
    requestTimeout: REQUEST_TIMEOUT_MILLIS,
    forceCloseConnections: true,
    // A schema is a contract: nothing is converted, nothing dropped in silence.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } },
  });
  await app.register(rateLimit, { max: options.requestsPerTenSeconds, timeWindow: WINDOW_MILLIS });
  app.addHook('onRequest', async (request) => checkHost(request, options.host));
  app.setErrorHandler((error, _request, reply) => {
    const known = toSidecarError(error);
    return reply.code(known.statusCode).send(known.toBody());
  });
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (_request, reply) =>
    reply.code(404).send(new SidecarError('not_found').toBody()),
  );
  app.get('/health', async () => ({ state: await options.overallState() }));
  await app.register(async (scope) => registerOtlpRoutes(scope, options.otlp));
  await app.register(async (scope) => registerBotRoutes(scope, options.bots));
  await app.register(async (scope) => registerPeopleRoutes(scope, options.people));
  return app;
}
