/** Why an audit entry was not acknowledged. */
export const AUDIT_ERRORS = {
  AUDIT_INVALID: 'The entry cannot be recorded as it is; `problems` names each field.',
  AUDIT_NOT_DURABLE: 'No durable record pipeline is attached; nothing was recorded.',
  AUDIT_SPOOL_FAILED: 'The spool could not be written; `cause` says why. Nothing was recorded; trying again may help.',
  AUDIT_DISABLED: 'The telemetry is disabled; nothing was recorded.',
  AUDIT_SHUT_DOWN: 'The telemetry has been shut down; nothing was recorded.',
} as const;
/** Code of an {@link AuditError}. */
export type AuditErrorCode = keyof typeof AUDIT_ERRORS;

/** An audit entry was not acknowledged. */
export class AuditError extends Error {
  override readonly name = 'AuditError';
  readonly code: AuditErrorCode;
  /** What is wrong with the entry, one line a field; empty for other codes. */
  readonly problems: readonly string[];

  constructor(code: AuditErrorCode, details: { readonly problems?: readonly string[]; readonly cause?: unknown } = {}) {
    const problems = details.problems ?? [];
    super([AUDIT_ERRORS[code], ...problems].join('\n  '), 'cause' in details ? { cause: details.cause } : {});
    this.code = code;
    this.problems = problems;
  }
}
