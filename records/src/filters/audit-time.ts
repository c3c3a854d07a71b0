import type { AuditTime } from './audit-filter.ts';

const NANOS_PER_SECOND = 1_000_000_000n;

/** The moment that a filter row means, in nanoseconds since the epoch. */
export function resolveAuditTime(time: AuditTime, nowUnixNano: bigint): bigint {
  if (time.kind === 'absolute') return time.unixNano;
  return nowUnixNano - BigInt(Math.trunc(time.lastSeconds)) * NANOS_PER_SECOND;
}

/** 19 digits: the time of the change in nanoseconds, its last three digits replaced. */
const OWN_AUDIT_ID = /^[1-9][0-9]{18}$/;

/**
 * About when an audit entry with this id was recorded; undefined when the id does not have the shape of our own ids,
 * since applications may bring theirs.
 */
export function toAuditIdTime(auditId: string): bigint | undefined {
  return OWN_AUDIT_ID.test(auditId) ? BigInt(auditId) : undefined;
}
