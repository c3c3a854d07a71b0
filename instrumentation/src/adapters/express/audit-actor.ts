import type { Request, RequestHandler } from 'express';
import type { AuditActor, AuditRecorder } from '../../api/audit.ts';

/** Who acts in a request. */
export interface AuditActorOptions {
  /** `telemetry.audit`. */
  readonly audit: AuditRecorder;
  /** Asked when something is recorded, so that the middleware may stand before the one that knows the user. */
  readonly toActor: (request: Request) => AuditActor | undefined;
  /** What entries of repositories and ORMs should say of the request, such as its id. */
  readonly toContext?: (request: Request) => object;
}

/** Runs the routes after it as the request's user. Put it after the body parsers. */
export function auditActor({ audit, toActor, toContext }: AuditActorOptions): RequestHandler {
  return (request, _response, next) => {
    audit.withActor(
      () => toActor(request),
      () => next(),
      toContext?.(request),
    );
  };
}
