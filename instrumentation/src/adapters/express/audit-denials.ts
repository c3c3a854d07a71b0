import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestHandler } from 'express';
import { recordDenial, type DenialOptions } from '../../web/record-denial.ts';

/** Records responses of status 403 as violations of access control, also to clients that do not wait for them. */
export function auditDenials(options: DenialOptions): RequestHandler {
  return (request, response, next) => {
    const asRequest = AsyncLocalStorage.snapshot();
    response.once('close', () => asRequest(recordDenial, options, request, response.statusCode));
    next();
  };
}
