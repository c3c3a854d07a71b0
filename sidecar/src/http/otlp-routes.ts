import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import {
  decodeLogsRequest,
  encodePartialSuccess,
  encodeStatus,
  narrowContentType,
  OTLP_CONTENT_TYPES,
  OtlpDecodeError,
  type LogsRequest,
  type OtlpContentType,
  type StatusCodeName,
} from '@botscope/otlp';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { SidecarError, type SidecarErrorCode } from '../sidecar-error.ts';
import { checkIngestToken } from './check-ingest-token.ts';
import { toSidecarError } from './to-sidecar-error.ts';

/** What the OTLP input works with. */
export interface OtlpRoutesOptions {
  readonly ingestToken: string;
  /** Takes records in; what it returns without throwing is acknowledged. */
  readonly accept: (request: LogsRequest) => void;
  readonly onError: (error: unknown) => void;
}

const MAX_BODY_BYTES = 16 * 1024 * 1024;
const MAX_INFLATED_BYTES = 64 * 1024 * 1024;
const unzip = promisify(gunzip);

const STATUS_NAMES: Readonly<Partial<Record<SidecarErrorCode, StatusCodeName>>> = {
  ingest_token_missing: 'unauthenticated',
  ingest_token_wrong: 'unauthenticated',
  too_many_requests: 'unavailable',
  body_too_large: 'resourceExhausted',
  internal: 'internal',
};

async function inflate(body: Buffer, encoding: string | undefined): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity') return body;
  if (encoding !== 'gzip') throw new SidecarError('encoding_refused');
  try {
    return await unzip(body, { maxOutputLength: MAX_INFLATED_BYTES });
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new SidecarError(
      tooLarge ? 'body_too_large' : 'body_invalid',
      tooLarge ? undefined : 'It is not gzip.',
      error,
    );
  }
}

function decode(body: Buffer, contentType: OtlpContentType): LogsRequest {
  try {
    return decodeLogsRequest(body, contentType);
  } catch (error) {
    if (!(error instanceof OtlpDecodeError)) throw error;
    throw new SidecarError(error.reason === 'too-large' ? 'body_too_large' : 'body_invalid', error.message, error);
  }
}

/** The encoding to answer in: the request's, or JSON where it has none that is known. */
function answerType(request: FastifyRequest): OtlpContentType {
  return narrowContentType(request.headers['content-type']) ?? 'application/json';
}

/** `POST /v1/logs`: OTLP in protobuf or JSON, with the ingest token. */
export function registerOtlpRoutes(app: FastifyInstance, { ingestToken, accept, onError }: OtlpRoutesOptions): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser([...OTLP_CONTENT_TYPES], { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error, request, reply) => {
    const known = toSidecarError(error);
    if (known.statusCode >= 500) onError(error);
    const type = answerType(request);
    const name = STATUS_NAMES[known.code] ?? 'invalidArgument';
    // Fastify would close the connection under a client that still writes its body, which then never reads the answer.
    reply.removeHeader('connection');
    return reply
      .code(known.statusCode)
      .type(type)
      .send(Buffer.from(encodeStatus(type, name, known.message)));
  });
  app.post(
    '/v1/logs',
    { bodyLimit: MAX_BODY_BYTES, onRequest: async (request) => checkIngestToken(request, ingestToken) },
    async (request, reply) => {
      const type = answerType(request);
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      accept(decode(await inflate(body, request.headers['content-encoding']), type));
      return reply.type(type).send(Buffer.from(encodePartialSuccess(type, 'logs')));
    },
  );
}
