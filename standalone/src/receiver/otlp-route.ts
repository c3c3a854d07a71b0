import {
  encodeStatus,
  narrowContentType,
  OTLP_CONTENT_TYPES,
  OtlpDecodeError,
  type OtlpContentType,
} from '@botscope/otlp';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { StoreError } from '../store/store-error.ts';
import { checkEncoding, inflateBody, MAX_BODY_BYTES, tooLarge } from './inflate-body.ts';
import { OtlpHttpError } from './otlp-http-error.ts';
import { reportChanges } from './report-changes.ts';
import { Semaphore } from './semaphore.ts';

/** An answer of 2xx. */
export interface OtlpAnswer {
  readonly status: number;
  readonly body?: Uint8Array;
}

/** A path that takes OTLP. */
export interface OtlpRoute {
  readonly path: string;
  /** Checks a request before its body is read; throws {@link OtlpHttpError}. */
  readonly check: (request: FastifyRequest) => void;
  /** Takes the inflated body; throws {@link OtlpHttpError}, {@link OtlpDecodeError} or {@link StoreError}. */
  readonly handle: (bytes: Uint8Array, contentType: OtlpContentType, request: FastifyRequest) => Promise<OtlpAnswer>;
}

/** Bodies that are inflated at a time: each may need 64 MiB. */
const WORKING_AT_ONCE = 4;
/** Requests that may wait for that. */
const MAX_WAITING = 256;

/** Adds paths that take OTLP/HTTP; `report` is told of errors of this program. */
export function addOtlpRoutes(
  app: FastifyInstance,
  routes: readonly OtlpRoute[],
  report: (text: string) => void,
): void {
  const working = new Semaphore(WORKING_AT_ONCE);
  const reportOnce = reportChanges(report);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: FastifyRequest, body: string | Buffer) => body);
  app.setErrorHandler((error, request, reply) => answerError(toOtlpHttpError(error, reportOnce), request, reply));
  for (const route of routes) {
    app.route({
      method: 'POST',
      url: route.path,
      bodyLimit: MAX_BODY_BYTES,
      onRequest: async (request) => {
        route.check(request);
        requireContentType(request);
        checkEncoding(readEncoding(request));
        if (working.waiting >= MAX_WAITING) throw overloaded();
      },
      handler: async (request, reply) => {
        const contentType = requireContentType(request);
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const encoding = readEncoding(request);
        // The place is free again before the commit: many requests share one.
        const { answering } = await working.run(async () => {
          const bytes = await inflateBody(body, encoding);
          return { answering: route.handle(bytes, contentType, request) };
        });
        const answer = await answering;
        return reply.code(answer.status).type(contentType).send(answer.body);
      },
    });
  }
}

/** Answers a request that failed, in its own encoding; JSON where it has none. */
export async function answerError(error: OtlpHttpError, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const contentType = narrowContentType(request.headers['content-type']) ?? 'application/json';
  const body = encodeStatus(contentType, error.code, error.message);
  // Fastify would close the connection under a client that still writes its body, which then never reads the answer.
  reply.removeHeader('connection');
  await reply.code(error.status).headers(error.headers).type(contentType).send(body);
}

function requireContentType(request: FastifyRequest): OtlpContentType {
  const header = request.headers['content-type'];
  const contentType = narrowContentType(header);
  if (contentType !== undefined) return contentType;
  const got = header === undefined ? 'no content type' : `the content type "${header}"`;
  throw new OtlpHttpError(415, 'invalidArgument', `${got} is not OTLP/HTTP; send ${OTLP_CONTENT_TYPES.join(' or ')}`);
}

function readEncoding(request: FastifyRequest): string {
  return (request.headers['content-encoding'] ?? '').trim().toLowerCase();
}

function overloaded(): OtlpHttpError {
  return new OtlpHttpError(429, 'resourceExhausted', 'too many requests are waiting; try again', {
    'retry-after': '1',
  });
}

function toOtlpHttpError(error: unknown, report: (text: string) => void): OtlpHttpError {
  if (error instanceof OtlpHttpError) return error;
  if (error instanceof OtlpDecodeError) {
    return new OtlpHttpError(error.reason === 'too-large' ? 413 : 400, 'invalidArgument', error.message);
  }
  if (error instanceof StoreError) {
    report(error.message);
    return new OtlpHttpError(503, 'unavailable', error.message, { 'retry-after': '1' });
  }
  return fromFramework(error, report);
}

function fromFramework(error: unknown, report: (text: string) => void): OtlpHttpError {
  const { statusCode = 500, message = String(error) } = error as { statusCode?: number; message?: string };
  if (statusCode === 413) return tooLarge('as sent', MAX_BODY_BYTES);
  if (statusCode < 500) return new OtlpHttpError(statusCode, 'invalidArgument', message);
  report(error instanceof Error ? (error.stack ?? error.message) : message);
  return new OtlpHttpError(500, 'internal', 'the receiver failed; its log says why');
}
