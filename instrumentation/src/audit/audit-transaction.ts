import { AsyncLocalStorage } from 'node:async_hooks';
import { AuditError } from './audit-error.ts';

/** Writes down what was held; rejects when it could not. */
export type HeldWrite = () => Promise<void>;

class HeldWrites {
  readonly writes: HeldWrite[] = [];
  isOpen = true;
}

const HELD = new AsyncLocalStorage<HeldWrites>();

/**
 * Holds the audit entries of repositories and ORMs until `run` resolves, and forgets them when it rejects: put it around a
 * transaction of a database that has no hook of ours. Nested, the entries wait for the outermost. Rejects with
 * AUDIT_CHANGE_UNRECORDED when the transaction succeeded and its entries could not be kept.
 */
export async function auditTransaction<Result>(run: () => Promise<Result>): Promise<Result> {
  const outer = HELD.getStore();
  const held = new HeldWrites();
  try {
    const result = await HELD.run(held, run);
    held.isOpen = false;
    if (outer?.isOpen === true) outer.writes.push(...held.writes);
    else await writeAll(held.writes);
    return result;
  } finally {
    held.isOpen = false;
  }
}

/** Tries every write, so that one that fails takes no other with it. */
export async function writeAll(writes: readonly HeldWrite[]): Promise<void> {
  const outcomes = await Promise.allSettled(writes.map((write) => write()));
  const errors = outcomes.flatMap(({ status, ...rest }) =>
    status === 'rejected' ? [(rest as PromiseRejectedResult).reason as unknown] : [],
  );
  if (errors.length === 0) return;
  const entries = errors.flatMap((error) => (error instanceof AuditError ? error.entries : []));
  throw new AuditError('AUDIT_CHANGE_UNRECORDED', { entries, cause: toCause(errors[0]) });
}

/** Of the first error the reason, without a second wrapping. */
function toCause(error: unknown): unknown {
  return error instanceof AuditError && error.code === 'AUDIT_CHANGE_UNRECORDED' ? error.cause : error;
}

/** Writes at once, or when the running {@link auditTransaction} has succeeded. What comes after its end is not lost. */
export async function holdOrWrite(write: HeldWrite): Promise<void> {
  const held = HELD.getStore();
  if (held?.isOpen === true) held.writes.push(write);
  else await write();
}
