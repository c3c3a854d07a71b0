import { HEADER_LOKI_ENCODING_FLAGS, HEADER_TENANT } from '@botscope/conventions';
import { fastify, type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { LokiEndpoint, LokiRequest } from './answer/loki-request.ts';
import { MAX_QUERY_BYTES } from './logql/parse-logql.ts';
import { readParameters } from './http/read-parameters.ts';
import { answerText, guardHost, guardOrigin, guardToken } from './http/request-guard.ts';
import { runQuery } from './http/run-query.ts';
import type { LokiApiOptions } from './loki-api-options.ts';
import { createQueryPool, type QueryPool } from './worker/query-pool.ts';

const PREFIX = '/loki/api/v1';
const FORM = 'application/x-www-form-urlencoded';
/** A query of the longest length with every byte percent-encoded, and the other parameters. */
const MAX_ENCODED_BYTES = 4 * MAX_QUERY_BYTES;

const ROUTES: readonly { readonly path: string; readonly endpoint: LokiEndpoint }[] = [
  { path: `${PREFIX}/query_range`, endpoint: 'query_range' },
  { path: `${PREFIX}/query`, endpoint: 'query' },
  { path: `${PREFIX}/labels`, endpoint: 'labels' },
  { path: `${PREFIX}/label/:name/values`, endpoint: 'label_values' },
  { path: `${PREFIX}/series`, endpoint: 'series' },
  { path: `${PREFIX}/index/volume`, endpoint: 'index_volume' },
  { path: `${PREFIX}/index/volume_range`, endpoint: 'index_volume_range' },
  { path: `${PREFIX}/index/stats`, endpoint: 'index_stats' },
];
const NOT_BUILT = [`${PREFIX}/detected_fields`, `${PREFIX}/tail`];

/** Clients choose features by Loki's version; this store answers as that one does. */
const BUILD_INFO = {
  version: '3.7.0+botscope',
  revision: '',
  branch: '',
  buildUser: '',
  buildDate: '',
  goVersion: '',
};

/**
 * The part of Loki's HTTP API that Botscope uses, over the store. The caller lets it listen; closing it ends its threads.
 * @throws when a query thread cannot open the store
 */
export async function createLokiApi(options: LokiApiOptions): Promise<FastifyInstance> {
  const pool = await createQueryPool<LokiRequest>({
    workerUrl: new URL('./worker/loki-worker.ts', import.meta.url),
    readerSource: options.readerSource,
    threadCount: options.threadCount ?? 2,
    timeoutMillis: options.queryTimeoutMillis ?? 120_000,
    graceMillis: options.queryGraceMillis ?? 2000,
    maxWaiting: options.maxWaitingQueries ?? 200,
    onFault: options.onFault ?? (() => undefined),
  });
  const app = fastify({
    bodyLimit: MAX_ENCODED_BYTES,
    forceCloseConnections: true,
    http: { maxHeaderSize: MAX_ENCODED_BYTES },
    routerOptions: { maxParamLength: 1024 },
  });
  app.addHook('onClose', async () => pool.close());
  guardHost(app, options.allowedHosts ?? []);
  guardOrigin(app);
  app.setNotFoundHandler((request, reply) => answerText(reply, 404, describeRoutes(request)));
  app.setErrorHandler((error: FastifyError, _request, reply) => answerFailure(reply, error));
  app.get('/ready', (_request, reply) => answerText(reply, 200, 'ready\n'));
  app.get(`${PREFIX}/status/buildinfo`, () => BUILD_INFO);
  await app.register(async (scope) => registerQueries(scope, pool, options));
  return app;
}

function registerQueries(scope: FastifyInstance, pool: QueryPool<LokiRequest>, options: LokiApiOptions): void {
  const nowUnixNano = options.nowUnixNano ?? (() => BigInt(Date.now()) * 1_000_000n);
  guardToken(scope, options.readToken);
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    FORM,
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string | Buffer) => body,
  );
  for (const { path, endpoint } of ROUTES) {
    scope.route({
      method: ['GET', 'POST'],
      url: path,
      handler: async (request: FastifyRequest<{ Params: { name?: string } }>, reply) => {
        const tenant = readTenant(request);
        if (tenant === undefined) return answerText(reply, 401, 'no org id');
        const query: LokiRequest = {
          endpoint,
          tenant,
          parameters: readParameters(request),
          label: request.params.name ?? '',
          categorized: wantsCategories(request),
          nowUnixNano: nowUnixNano(),
        };
        return runQuery(pool, query, reply);
      },
    });
  }
}

function answerFailure(reply: FastifyReply, error: FastifyError): FastifyReply {
  const status = error.statusCode ?? 500;
  const text = status === 415 ? `a query is sent in the URL or as a form (${FORM})` : error.message;
  return answerText(reply, status, text);
}

function readTenant(request: FastifyRequest): string | undefined {
  const tenant = request.headers[HEADER_TENANT.toLowerCase()];
  return typeof tenant === 'string' && tenant !== '' ? tenant : undefined;
}

function wantsCategories(request: FastifyRequest): boolean {
  const flags = request.headers[HEADER_LOKI_ENCODING_FLAGS.toLowerCase()];
  return String(flags ?? '')
    .split(',')
    .some((flag) => flag.trim() === 'categorize-labels');
}

function describeRoutes(request: FastifyRequest): string {
  const path = request.url.split('?')[0] ?? '';
  if (NOT_BUILT.includes(path)) return `${path} is not built yet`;
  const known = ROUTES.map((route) => route.path.replace(':name', '{name}'));
  return `no such page: ${request.method} ${path}. There are ${[...known, '/ready', `${PREFIX}/status/buildinfo`].join(', ')}`;
}
