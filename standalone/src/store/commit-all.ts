import type { LiveFile } from './live-file.ts';

type TransactionalFile = Pick<LiveFile<never>, 'commit' | 'rollback' | 'undo'>;

/**
 * Commits the open transactions of several files. When one fails, all are taken back: the open ones, and those
 * committed before it, whose rows have ids from `firstId` on.
 */
export function commitAll(files: readonly TransactionalFile[], firstId: bigint): void {
  let committed = 0;
  try {
    for (const file of files) {
      file.commit();
      committed += 1;
    }
  } catch (error) {
    rollbackAll(files.slice(committed));
    for (const file of files.slice(0, committed)) undo(file, firstId);
    throw error;
  }
}

/** Takes back the open transactions; what cannot be taken back now is when the file is next written. */
export function rollbackAll(files: readonly Pick<TransactionalFile, 'rollback'>[]): void {
  for (const file of files) {
    try {
      file.rollback();
    } catch {
      // Its next transaction begins by taking back this one.
    }
  }
}

/** Where this fails too, the client's retry meets the rows and stores no second copy. */
function undo(file: TransactionalFile, firstId: bigint): void {
  try {
    file.undo(firstId);
  } catch {
    rollbackAll([file]);
  }
}
