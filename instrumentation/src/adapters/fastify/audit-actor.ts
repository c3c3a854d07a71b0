import type { FastifyRequest } from 'fastify';
import type { AuditActor, AuditRecorder } from '../../api/audit.ts';
import { toPlugin } from './to-plugin.ts';

/** Who acts in a request. */
export interface AuditActorOptions {
  /** `telemetry.audit`. */
  readonly audit: AuditRecorder;
  /** Asked when something is recorded, so that a later hook may find out who the user is. */
  readonly toActor: (request: FastifyRequest) => AuditActor | undefined;
  /** What entries of repositories and ORMs should say of the request, such as its id. */
  readonly toContext?: (request: FastifyRequest) => object;
}

/** Runs validation, handlers and what they start as the request's user. */
export const auditActor = toPlugin<AuditActorOptions>((fastify, { audit, toActor, toContext }) => {
  // Not in onRequest: reading the body may leave the context of that hook.
  fastify.addHook('preValidation', (request, _reply, done) => {
    audit.withActor(() => toActor(request), done, toContext?.(request));
  });
});
