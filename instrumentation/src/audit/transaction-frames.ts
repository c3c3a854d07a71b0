import { writeAll } from './audit-transaction.ts';
import type { ChangeAuthor, ChangeDraft, ChangeRecorder } from './change-recorder.ts';

interface Held {
  readonly author: ChangeAuthor;
  readonly drafts: readonly ChangeDraft[];
}

/**
 * Changes of transactions that are still open, by connection: those of a savepoint join the transaction around it when it is
 * released, and go when it is rolled back; all are recorded when the outermost has been committed.
 */
export class TransactionFrames<Connection extends object> {
  private readonly recorder: ChangeRecorder;
  private readonly frames = new WeakMap<Connection, Held[][]>();

  constructor(recorder: ChangeRecorder) {
    this.recorder = recorder;
  }

  /** A transaction, or a savepoint within it, has begun. */
  begin(connection: Connection): void {
    const open = this.frames.get(connection);
    if (open === undefined) this.frames.set(connection, [[]]);
    else open.push([]);
  }

  /** Holds changes until the transaction is committed; records them at once where none is open. */
  async add(connection: Connection, author: ChangeAuthor, drafts: readonly ChangeDraft[]): Promise<void> {
    const top = this.frames.get(connection)?.at(-1);
    if (top === undefined) await this.recorder.record(author, drafts);
    else top.push({ author, drafts });
  }

  /** The innermost has been committed or released. Rejects with AUDIT_CHANGE_UNRECORDED. */
  async commit(connection: Connection): Promise<void> {
    const frame = this.end(connection) ?? [];
    const outer = this.frames.get(connection)?.at(-1);
    if (outer !== undefined) outer.push(...frame);
    else
      await writeAll(
        frame.map(
          ({ author, drafts }) =>
            () =>
              this.recorder.record(author, drafts),
        ),
      );
  }

  /** The innermost has been rolled back. */
  rollback(connection: Connection): void {
    this.end(connection);
  }

  /** Whether a savepoint is open. */
  isNested(connection: Connection): boolean {
    return (this.frames.get(connection)?.length ?? 0) > 1;
  }

  /** The transaction will come to nothing whatever it is told: what it held goes. */
  forget(connection: Connection): void {
    for (const frame of this.frames.get(connection) ?? []) frame.length = 0;
  }

  private end(connection: Connection): Held[] | undefined {
    const open = this.frames.get(connection);
    const frame = open?.pop();
    if (open?.length === 0) this.frames.delete(connection);
    return frame;
  }
}
