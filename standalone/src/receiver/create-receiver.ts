import {
  decodeLogsRequest,
  decodeTracesRequest,
  encodePartialSuccess,
  type OtlpContentType,
  type OtlpSignal,
} from '@botscope/otlp';
import { fastify, type FastifyInstance, type FastifyRequest } from 'fastify';
import { isLoopbackName } from '../workbench/loopback.ts';
import { applyDefaults } from './apply-defaults.ts';
import { checkClient } from './check-client.ts';
import { OtlpHttpError } from './otlp-http-error.ts';
import { addOtlpRoutes, answerError, type OtlpRoute } from './otlp-route.ts';
import { RateLimiter, type RateLimit } from './rate-limiter.ts';
import { storeLogs, storeSpans, type StoreOutcome, type StoreWriter } from './store-request.ts';
import { tenantOfRecord } from './tenant-of-record.ts';

/** What {@link createReceiver} needs. */
export interface ReceiverOptions {
  readonly store: StoreWriter;
  /** What it takes. Default: logs and traces. */
  readonly signals?: readonly OtlpSignal[];
  /** Host that the caller lets it listen on; anything but loopback needs {@link ingestToken}. Default 127.0.0.1. */
  readonly host?: string;
  /** Token that clients of another host than loopback must send. */
  readonly ingestToken?: string;
  /** Host names, without port, that are answered besides loopback names. */
  readonly allowedHosts?: readonly string[];
  /** Per client address. */
  readonly rateLimit?: RateLimit;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
  /** Is told of errors of this program and of the store. Default: process warnings. */
  readonly report?: (text: string) => void;
}

/** More than any bot sends; a runaway loop is told to slow down. */
const DEFAULT_RATE_LIMIT: RateLimit = { requestsPerSecond: 5000, burst: 10_000 };

const SIGNALS: readonly OtlpSignal[] = ['logs', 'traces'];
const PATHS: Readonly<Record<OtlpSignal, string>> = { logs: '/v1/logs', traces: '/v1/traces' };

/** A client that sends slower than this is cut off. */
const REQUEST_TIMEOUT_MILLIS = 30_000;
const MAX_CONNECTIONS = 1024;

/**
 * The OTLP/HTTP receiver. A request is answered 200 only once what it holds is on disk. The caller lets it listen.
 * @throws when it would be reachable from other machines without a token.
 */
export function createReceiver(options: ReceiverOptions): FastifyInstance {
  const { store, ingestToken, host = '127.0.0.1', clock = Date.now, allowedHosts = [], signals = SIGNALS } = options;
  const isExposed = !isLoopbackName(host);
  if (isExposed && (ingestToken ?? '') === '') {
    throw new Error(`the receiver needs an ingest token (BOTSCOPE_INGEST_TOKEN) to listen on ${host}`);
  }
  const report = options.report ?? ((text: string) => process.emitWarning(text));
  const limiter = new RateLimiter(options.rateLimit ?? DEFAULT_RATE_LIMIT, clock);
  const rules = { allowedHosts: [...allowedHosts, host], token: isExposed ? ingestToken : undefined };
  const check = (request: FastifyRequest) => {
    checkClient(request, rules);
    checkRate(limiter, request.ip);
  };
  const route = { complete: applyDefaults, tenantOf: tenantOfRecord };
  const logs: OtlpRoute = {
    path: PATHS.logs,
    check,
    handle: async (bytes, contentType) => {
      const outcome = await storeLogs(store, decodeLogsRequest(bytes, contentType), route, clock());
      return { status: 200, body: encodeOutcome(contentType, 'logs', outcome) };
    },
  };
  const traces: OtlpRoute = {
    path: PATHS.traces,
    check,
    handle: async (bytes, contentType) => {
      const outcome = await storeSpans(store, decodeTracesRequest(bytes, contentType));
      return { status: 200, body: encodeOutcome(contentType, 'traces', outcome) };
    },
  };
  const app = fastify({ requestTimeout: REQUEST_TIMEOUT_MILLIS, connectionTimeout: 2 * REQUEST_TIMEOUT_MILLIS });
  app.server.maxConnections = MAX_CONNECTIONS;
  const routes = signals.map((signal) => ({ logs, traces })[signal]);
  addOtlpRoutes(app, routes, report);
  app.setNotFoundHandler((request, reply) => answerError(toNotFound(request, routes), request, reply));
  return app;
}

function encodeOutcome(contentType: OtlpContentType, signal: OtlpSignal, outcome: StoreOutcome): Uint8Array {
  return encodePartialSuccess(contentType, signal, outcome.rejected, outcome.message);
}

function checkRate(limiter: RateLimiter, client: string): void {
  const waitSeconds = limiter.take(client);
  if (waitSeconds === 0) return;
  throw new OtlpHttpError(429, 'resourceExhausted', `too many requests; try again in ${waitSeconds} s`, {
    'retry-after': String(waitSeconds),
  });
}

function toNotFound(request: FastifyRequest, routes: readonly OtlpRoute[]): OtlpHttpError {
  const path = request.url.split('?')[0] ?? '';
  const known = routes.map((route) => `POST ${route.path}`);
  return new OtlpHttpError(404, 'notFound', `no such page: ${request.method} ${path}. There are ${known.join(', ')}`);
}
