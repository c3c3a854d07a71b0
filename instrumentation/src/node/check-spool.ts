import { statfs } from 'node:fs/promises';
import { AuditError } from '../audit/audit-error.ts';

/** Room for the largest entry with what belongs to it. */
const LEAST_FREE_BYTES = 2 << 20;

/** Rejects with AUDIT_SPOOL_FAILED when a spool's directory is gone or its disk has no room for another audit entry. */
export async function checkSpool(directory: string, leastFreeBytes = LEAST_FREE_BYTES): Promise<void> {
  const freeBytes = await readFreeBytes(directory);
  if (freeBytes >= leastFreeBytes) return;
  const cause = new Error(
    `${directory} has ${freeBytes} bytes left; ${leastFreeBytes} are needed. Make room on the disk.`,
  );
  throw new AuditError('AUDIT_SPOOL_FAILED', { cause });
}

async function readFreeBytes(directory: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize;
  } catch (cause) {
    throw new AuditError('AUDIT_SPOOL_FAILED', { cause });
  }
}
