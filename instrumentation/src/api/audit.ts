import type { ActorType, AuditCategory, Outcome } from '@botscope/conventions';
import type { Person } from './api-call.ts';
import type { BotIdentity } from './bot.ts';

/** Who did it. At least one of id, name and e-mail. */
export interface AuditActor extends Person {
  /** `user` by default. */
  readonly type?: ActorType;
}

/** What it was done to. */
export interface AuditEntity {
  /** `card`, `access`, `webhook` …: `ENTITY_TYPES` of the conventions, or any other. */
  readonly type: string;
  readonly id?: string;
  /** The object's own name. */
  readonly name?: string;
}

/**
 * The actor of the running code: one, or how to find one at the moment when something is recorded (a request's user is
 * often known only after the middleware that asks for it).
 */
export type ActorSource = AuditActor | (() => AuditActor | undefined);

/** A change, or another operation on the platform, to be kept as evidence. */
export interface AuditEntry {
  /** The one given to `withActor` when absent. */
  readonly actor?: AuditActor;
  /** `CREATED`, `UPDATED`, `DELETED`, `INVITED`, `ACCEPTED`, `LOGIN`, `LOGOUT`, or any other. */
  readonly action: string;
  readonly entity: AuditEntity;
  /**
   * When absent: `security` for a failed log-in and for entity `access`, `user_interaction` for LOGIN and LOGOUT, `system`
   * for an actor of type system, else `configuration`.
   */
  readonly category?: AuditCategory;
  /** State before; absent or null = created. BigInt, Date, Buffer are kept as text; cycles and functions are refused. */
  readonly before?: unknown;
  /** State after; absent or null = deleted. */
  readonly after?: unknown;
  /** Session details, request id, reason …. */
  readonly context?: unknown;
  /** `error`: the action failed, such as a refused log-in. `success` by default. */
  readonly outcome?: Outcome;
  /** With outcome `error`; `refused` by default. */
  readonly errorType?: string;
  /** The bot that changed, where it is not the one that the telemetry was started with. */
  readonly bot?: BotIdentity;
  /** Conversation that it belongs to; the active one when absent. */
  readonly conversationUid?: string;
  /** `bot.audit.id` of the application's own making. */
  readonly id?: string;
}

/** What `record` promises. */
export interface AuditRecordOptions {
  /** `durable` (default): on this disk when the promise resolves, or it rejects. `best-effort`: like any record. */
  readonly durability?: 'durable' | 'best-effort';
}

/** Where an acknowledged entry stands. */
export interface AuditReceipt {
  /** `log.record.uid`. */
  readonly uid: string;
  /** `bot.audit.id`. */
  readonly id: string;
  /** Absent for best-effort entries that have no chain. */
  readonly chain?: { readonly id: string; readonly seq: number; readonly hash: string };
}

/** Records audit entries. */
export interface AuditRecorder {
  /** Rejects with an `AuditError`; never throws synchronously. */
  record(entry: AuditEntry, options?: AuditRecordOptions): Promise<AuditReceipt>;
  /**
   * Runs a function as an actor: entries made within it, also after an `await`, name that actor where they name none
   * themselves, and those of repositories and ORMs carry `context`. Returns what the function returns.
   */
  withActor<Result>(actor: ActorSource, run: () => Result, context?: unknown): Result;
  /** The actor of the running code. */
  actor(): AuditActor | undefined;
  /**
   * Rejects with the `AuditError` that `record` would reject with now, as far as it can be known beforehand: disabled, shut
   * down, no durable pipeline, a spool directory that is gone or a disk that is full. For asking before a change is made.
   */
  ready(): Promise<void>;
}
