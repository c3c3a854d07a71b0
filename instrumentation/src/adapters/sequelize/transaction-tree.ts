import type { Transaction } from 'sequelize';
import { writeAll } from '../../audit/audit-transaction.ts';
import type { ChangeAuthor, ChangeDraft, ChangeRecorder } from '../../audit/change-recorder.ts';
import { isAborted } from '../../audit/is-aborted.ts';

/** Sequelize's transaction with the members that its types leave out. */
type OpenTransaction = Transaction & {
  readonly parent: OpenTransaction | null | undefined;
  readonly finished: string | undefined;
  readonly connection: unknown;
};

interface Held {
  readonly author: ChangeAuthor;
  readonly drafts: readonly ChangeDraft[];
}

interface TransactionNode {
  readonly transaction: OpenTransaction;
  readonly items: (Held | TransactionNode)[];
}

/** Changes of transactions that are still open; those of savepoints in their place within the transaction around them. */
export class TransactionTree {
  private readonly recorder: ChangeRecorder;
  private readonly nodes = new WeakMap<Transaction, TransactionNode>();

  constructor(recorder: ChangeRecorder) {
    this.recorder = recorder;
  }

  /** Holds changes until the outermost transaction is committed; records them at once where there is none. */
  async add(
    transaction: Transaction | null | undefined,
    author: ChangeAuthor,
    drafts: readonly ChangeDraft[],
  ): Promise<void> {
    if (transaction === null || transaction === undefined) await this.recorder.record(author, drafts);
    else this.nodeOf(transaction as OpenTransaction).items.push({ author, drafts });
  }

  private nodeOf(transaction: OpenTransaction): TransactionNode {
    const known = this.nodes.get(transaction);
    if (known !== undefined) return known;
    const node: TransactionNode = { transaction, items: [] };
    this.nodes.set(transaction, node);
    if (transaction.parent) this.nodeOf(transaction.parent).items.push(node);
    else this.recordAfterCommit(node);
    return node;
  }

  /** Sequelize's own `afterCommit` runs also after a commit that failed. */
  private recordAfterCommit(node: TransactionNode): void {
    const { transaction } = node;
    const commit = transaction.commit.bind(transaction);
    transaction.commit = async () => {
      const comesToNothing = isAborted(transaction.connection);
      await commit();
      const held = comesToNothing ? [] : collect(node);
      await writeAll(
        held.map(
          ({ author, drafts }) =>
            () =>
              this.recorder.record(author, drafts),
        ),
      );
    };
  }
}

/** What remains of a tree, in order: savepoints that were rolled back are left out. */
function collect({ items }: TransactionNode): Held[] {
  return items.flatMap((item) => {
    if (!('items' in item)) return [item];
    return item.transaction.finished === 'rollback' ? [] : collect(item);
  });
}
