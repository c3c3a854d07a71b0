import { fastify, type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { LokiEndpoint, LokiRequest } from './answer/loki-request.ts';
import { MAX_QUERY_BYTES } from './logql/parse-logql.ts';
import { routeUpgrades } from '../http/route-upgrades.ts';
import { answerText, guardHost, guardOrigin, guardToken } from './http/request-guard.ts';
import { runQuery } from './http/run-query.ts';
import { toLokiRequest } from './http/to-loki-request.ts';
import type { LokiApiOptions } from './loki-api-options.ts';
import { NO_ARRIVALS } from './tail/arrival-feed.ts';
import { createArrivalsReader } from './tail/arrivals-reader.ts';
import { createTails } from './tail/create-tails.ts';
import { registerTail, TAIL_PATH } from './tail/register-tail.ts';
import { DEFAULT_TAIL_LIMITS } from './tail/tail-options.ts';
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
  { path: `${PREFIX}/detected_fields`, endpoint: 'detected_fields' },
  { path: `${PREFIX}/detected_field/:name/values`, endpoint: 'detected_field_values' },
  { path: `${PREFIX}/detected_labels`, endpoint: 'detected_labels' },
];

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
  const threads = {
    readerSource: options.readerSource,
    graceMillis: options.queryGraceMillis ?? 2000,
    onFault: options.onFault ?? (() => undefined),
  };
  const pool = await createQueryPool<LokiRequest>({
    ...threads,
    workerUrl: new URL('./worker/loki-worker.ts', import.meta.url),
    threadCount: options.threadCount ?? 2,
    timeoutMillis: options.queryTimeoutMillis ?? 120_000,
    maxWaiting: options.maxWaitingQueries ?? 200,
  });
  const app = fastify({
    bodyLimit: MAX_ENCODED_BYTES,
    forceCloseConnections: true,
    http: { maxHeaderSize: MAX_ENCODED_BYTES, shouldUpgradeCallback: (request) => asksForTail(request.url) },
    routerOptions: { maxParamLength: 1024 },
  });
  app.addHook('onClose', async () => pool.close());
  guardHost(app, options.allowedHosts ?? []);
  guardOrigin(app);
  app.setNotFoundHandler((request, reply) => answerText(reply, 404, describeRoutes(request)));
  app.setErrorHandler((error: FastifyError, _request, reply) => answerFailure(reply, error));
  app.get('/ready', (_request, reply) => answerText(reply, 200, 'ready\n'));
  app.get(`${PREFIX}/status/buildinfo`, () => BUILD_INFO);
  const feed = options.arrivals ?? NO_ARRIVALS;
  const limits = { ...DEFAULT_TAIL_LIMITS, ...options.tailLimits };
  const tails = createTails({ feed, arrivals: createArrivalsReader(threads), limits });
  app.addHook('preClose', async () => tails.close());
  routeUpgrades(app);
  await app.register(async (scope) => {
    guardToken(scope, options.readToken);
    registerQueries(scope, pool, options);
    registerTail(scope, { pool, feed, tails, nowUnixNano: options.nowUnixNano ?? systemUnixNano });
  });
  return app;
}

const systemUnixNano = (): bigint => BigInt(Date.now()) * 1_000_000n;

/** Other requests with an Upgrade header, as some clients send to try HTTP/2, are answered as if they had none. */
function asksForTail(url: string | undefined): boolean {
  return url === TAIL_PATH || url?.startsWith(`${TAIL_PATH}?`) === true;
}

function registerQueries(scope: FastifyInstance, pool: QueryPool<LokiRequest>, options: LokiApiOptions): void {
  const nowUnixNano = options.nowUnixNano ?? systemUnixNano;
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
      handler: async (request, reply) => {
        const query = toLokiRequest(request, endpoint, nowUnixNano());
        if (query === undefined) return answerText(reply, 401, 'no org id');
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

function describeRoutes(request: FastifyRequest): string {
  const path = request.url.split('?')[0] ?? '';
  const known = ROUTES.map((route) => route.path.replace(':name', '{name}'));
  return `no such page: ${request.method} ${path}. There are ${[...known, TAIL_PATH, '/ready', `${PREFIX}/status/buildinfo`].join(', ')}`;
}
