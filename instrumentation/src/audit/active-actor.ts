import { AsyncLocalStorage } from 'node:async_hooks';
import type { ActorSource, AuditActor } from '../api/audit.ts';
import { AuditError } from './audit-error.ts';

interface Acting {
  readonly source: ActorSource;
  readonly context: unknown;
}

/** One for all telemetries: who acts is a fact about the running code. */
const ACTING = new AsyncLocalStorage<Acting>();

/** Runs a function as an actor; what it starts goes on as that actor. */
export function runAsActor<Result>(source: ActorSource, run: () => Result, context?: unknown): Result {
  return ACTING.run({ source, context }, run);
}

/** The actor of the running code. @throws AuditError AUDIT_ACTOR_UNKNOWN when the application's function for it throws. */
export function findActor(): AuditActor | undefined {
  const source = ACTING.getStore()?.source;
  if (typeof source !== 'function') return source;
  try {
    return source();
  } catch (cause) {
    throw new AuditError('AUDIT_ACTOR_UNKNOWN', { cause });
  }
}

/** What was given beside the actor, such as a request's id. */
export function findActorContext(): unknown {
  return ACTING.getStore()?.context;
}
