import { HEADER_TENANT, TENANTS, type Tenant } from '@botscope/conventions';
import { decodeLogsRequest, type OtlpContentType } from '@botscope/otlp';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isLoopbackAddress } from '../workbench/loopback.ts';
import { checkOrigin, checkToken } from './check-client.ts';
import { OtlpHttpError } from './otlp-http-error.ts';
import { addOtlpRoutes } from './otlp-route.ts';
import { storeLogs, type StoreWriter } from './store-request.ts';

/** What {@link registerOtlpPush} needs. */
export interface OtlpPushOptions {
  readonly store: StoreWriter;
  /** Token that clients of another host than loopback must send; without it they are refused. */
  readonly ingestToken?: string;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
  /** Is told of errors of this program and of the store. Default: process warnings. */
  readonly report?: (text: string) => void;
}

const PATH = '/otlp/v1/logs';

/**
 * Mounts `POST /otlp/v1/logs` on Loki's port: records are stored as they come under the tenant that the request names.
 * Answers as Loki does: 204; 400 when some records were rejected (the others are stored); 401 without a tenant; 422
 * when there is nothing in it. Which host names are answered is the app's own concern.
 */
export async function registerOtlpPush(app: FastifyInstance, options: OtlpPushOptions): Promise<void> {
  const { store, clock = Date.now } = options;
  const report = options.report ?? ((text: string) => process.emitWarning(text));
  await app.register(async (scope) => {
    const take = {
      path: PATH,
      check: (request: FastifyRequest) => {
        checkOrigin(request);
        checkExposed(request, options.ingestToken);
        readTenant(request);
      },
      handle: async (bytes: Uint8Array, contentType: OtlpContentType, request: FastifyRequest) => {
        const tenant = readTenant(request);
        const route = { complete: <T>(record: T) => record, tenantOf: () => tenant };
        const outcome = await storeLogs(store, decodeLogsRequest(bytes, contentType), route, clock());
        if (outcome.rejected > 0) throw new OtlpHttpError(400, 'invalidArgument', outcome.message);
        if (outcome.stored === 0) throw new OtlpHttpError(422, 'invalidArgument', 'there is no log record in it');
        return { status: 204 };
      },
    };
    addOtlpRoutes(scope, [take], report);
  });
}

function checkExposed(request: FastifyRequest, token: string | undefined): void {
  if (isLoopbackAddress(request.socket.localAddress)) return;
  if (token !== undefined) return checkToken(request, token);
  throw new OtlpHttpError(403, 'permissionDenied', 'records are taken here over loopback only');
}

function readTenant(request: FastifyRequest): Tenant {
  const header = request.headers[HEADER_TENANT.toLowerCase()];
  if (typeof header !== 'string' || header === '') throw new OtlpHttpError(401, 'unauthenticated', 'no org id');
  const tenant = TENANTS.find((known) => known === header);
  if (tenant !== undefined) return tenant;
  throw new OtlpHttpError(400, 'invalidArgument', `there is no tenant "${header}"; there are ${TENANTS.join(', ')}`);
}
