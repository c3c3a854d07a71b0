import type { RequestHandler } from 'express';
import { recordDenial, type DenialOptions } from '../web/record-denial.ts';

/** Records responses of status 403 as violations of access control. */
export function auditDenials(options: DenialOptions): RequestHandler {
  return (request, response, next) => {
    response.once('finish', () => recordDenial(options, request, response.statusCode));
    next();
  };
}
