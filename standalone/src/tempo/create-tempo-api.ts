import { HEADER_TENANT } from '@botscope/conventions';
import { fastify, type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import { readParameters } from '../loki/http/read-parameters.ts';
import { answerText, guardHost, guardOrigin, guardToken } from '../loki/http/request-guard.ts';
import { runQuery } from '../loki/http/run-query.ts';
import type { LokiApiOptions } from '../loki/loki-api-options.ts';
import { createQueryPool, type QueryPool } from '../loki/worker/query-pool.ts';
import type { TempoEndpoint, TempoRequest } from './answer/tempo-request.ts';

/** As for the Loki API; the reader source opens a `SpanReader`, and one thread is the default. */
export type TempoApiOptions = LokiApiOptions;

const MAX_URL_BYTES = 524_288;
const ROUTES: readonly { readonly path: string; readonly endpoint: TempoEndpoint }[] = [
  { path: '/api/traces/:target', endpoint: 'trace_v1' },
  { path: '/api/v2/traces/:target', endpoint: 'trace_v2' },
  { path: '/api/search', endpoint: 'search' },
  { path: '/api/search/tags', endpoint: 'tags_v1' },
  { path: '/api/v2/search/tags', endpoint: 'tags_v2' },
  { path: '/api/search/tag/:target/values', endpoint: 'tag_values_v1' },
  { path: '/api/v2/search/tag/:target/values', endpoint: 'tag_values_v2' },
];

/** Clients choose features by Tempo's version; this store answers as that one does. */
const BUILD_INFO = { version: '3.0.3+botscope', revision: '', branch: '', buildUser: '', buildDate: '', goVersion: '' };

/**
 * The part of Tempo's HTTP API that Botscope uses, over the store. The caller lets it listen; closing it ends its threads.
 * @throws when a query thread cannot open the store
 */
export async function createTempoApi(options: TempoApiOptions): Promise<FastifyInstance> {
  const pool = await createQueryPool<TempoRequest>({
    workerUrl: new URL('./tempo-worker.ts', import.meta.url),
    readerSource: options.readerSource,
    threadCount: options.threadCount ?? 1,
    timeoutMillis: options.queryTimeoutMillis ?? 120_000,
    graceMillis: options.queryGraceMillis ?? 2000,
    maxWaiting: options.maxWaitingQueries ?? 200,
    onFault: options.onFault ?? (() => undefined),
  });
  const app = fastify({
    forceCloseConnections: true,
    http: { maxHeaderSize: MAX_URL_BYTES },
    routerOptions: { maxParamLength: 1024 },
  });
  app.addHook('onClose', async () => pool.close());
  guardHost(app, options.allowedHosts ?? []);
  guardOrigin(app);
  app.setNotFoundHandler((request, reply) => answerText(reply, 404, describeRoutes(request)));
  app.setErrorHandler((error: FastifyError, _request, reply) =>
    answerText(reply, error.statusCode ?? 500, error.message),
  );
  app.get('/ready', (_request, reply) => answerText(reply, 200, 'ready\n'));
  app.get('/api/echo', (_request, reply) => answerText(reply, 200, 'echo\n'));
  app.get('/api/status/buildinfo', (_request, reply) =>
    reply.type('application/json').send(JSON.stringify(BUILD_INFO)),
  );
  app.get('/api/metrics/*', (_request, reply) =>
    answerText(reply, 400, 'TraceQL metrics are not supported by this store'),
  );
  await app.register(async (scope) => registerQueries(scope, pool, options));
  return app;
}

function registerQueries(scope: FastifyInstance, pool: QueryPool<TempoRequest>, options: TempoApiOptions): void {
  guardToken(scope, options.readToken);
  const nowUnixNano = options.nowUnixNano ?? (() => BigInt(Date.now()) * 1_000_000n);
  for (const { path, endpoint } of ROUTES) {
    scope.get(path, async (request: FastifyRequest<{ Params: { target?: string } }>, reply) => {
      const tenant = request.headers[HEADER_TENANT.toLowerCase()];
      if (typeof tenant !== 'string' || tenant === '') return answerText(reply, 401, 'no org id');
      const format = chooseFormat(endpoint, request.headers.accept);
      if (format === undefined) {
        return answerText(
          reply,
          406,
          'this server answers in JSON (Accept: application/json), a trace by its id also in protobuf (application/protobuf)',
        );
      }
      const target = request.params.target ?? '';
      const parameters = readParameters(request);
      const query = { endpoint, tenant, target, format, parameters, nowUnixNano: nowUnixNano() };
      return runQuery(pool, query, reply);
    });
  }
}

/** Grafana's Tempo data source asks for a trace by its id in protobuf, and for everything else in JSON. */
function chooseFormat(endpoint: TempoEndpoint, accept = '*/*'): TempoRequest['format'] | undefined {
  const isTrace = endpoint === 'trace_v1' || endpoint === 'trace_v2';
  if (isTrace && accept.includes('application/protobuf')) return 'protobuf';
  return /\*\/\*|application\/(json|\*)/.test(accept) ? 'json' : undefined;
}

function describeRoutes(request: FastifyRequest): string {
  const known = ROUTES.map(({ path, endpoint }) =>
    path.replace(':target', endpoint.startsWith('trace') ? '{hex}' : '{name}'),
  );
  const path = request.url.split('?')[0] ?? '';
  return `no such page: ${request.method} ${path}. There are ${[...known, '/api/echo', '/api/status/buildinfo', '/ready'].join(', ')}`;
}
