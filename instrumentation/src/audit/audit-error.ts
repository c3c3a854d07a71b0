import type { AuditEntry } from '../api/audit.ts';

/** Why an audit entry was not acknowledged. */
export const AUDIT_ERRORS = {
  AUDIT_INVALID: 'The entry cannot be recorded as it is; `problems` names each field.',
  AUDIT_NOT_DURABLE: 'No durable record pipeline is attached; nothing was recorded.',
  AUDIT_SPOOL_FAILED: 'The spool could not be written; `cause` says why. Nothing was recorded; trying again may help.',
  AUDIT_DISABLED: 'The telemetry is disabled; nothing was recorded.',
  AUDIT_SHUT_DOWN: 'The telemetry has been shut down; nothing was recorded.',
  AUDIT_ACTOR_UNKNOWN:
    'Nobody is known to be acting, so nothing was changed. Run the change within audit.withActor(actor, run), or give defaultActor.',
  AUDIT_CHANGE_UNRECORDED:
    'The change was made, but its audit entry was not kept; `entries` has what is to be recorded again, `cause` says why.',
} as const;
/** Code of an {@link AuditError}. */
export type AuditErrorCode = keyof typeof AUDIT_ERRORS;

/** What an {@link AuditError} tells beside its code. */
export interface AuditErrorDetails {
  readonly problems?: readonly string[];
  readonly entries?: readonly AuditEntry[];
  readonly cause?: unknown;
}

/** An audit entry was not acknowledged. */
export class AuditError extends Error {
  override readonly name = 'AuditError';
  readonly code: AuditErrorCode;
  /** What is wrong with the entry, one line a field; empty for other codes. */
  readonly problems: readonly string[];
  /** Entries of changes that were made and not recorded; empty for other codes than AUDIT_CHANGE_UNRECORDED. */
  readonly entries: readonly AuditEntry[];

  constructor(code: AuditErrorCode, details: AuditErrorDetails = {}) {
    const problems = details.problems ?? [];
    super([AUDIT_ERRORS[code], ...problems].join('\n  '), 'cause' in details ? { cause: details.cause } : {});
    this.code = code;
    this.problems = problems;
    this.entries = details.entries ?? [];
  }
}
