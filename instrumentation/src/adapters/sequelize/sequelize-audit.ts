import type { Transaction } from 'sequelize';
import { ChangeRecorder, type ChangeAuthor } from '../../audit/change-recorder.ts';
import {
  DEFAULT_ROW_LIMIT,
  toOrmRowKind,
  type OrmAuditOptions,
  type OrmRowKind,
} from '../../audit/orm-audit-options.ts';
import { toAction, toRowDraft, type RowOperation, type RowState } from '../../audit/row-change.ts';
import { toEntityId } from '../../audit/to-entity-id.ts';
import type { AnyModel } from './row-reader.ts';
import { TransactionTree } from './transaction-tree.ts';

/** A change of a row. */
export interface SequelizeChange {
  readonly operation: RowOperation;
  readonly before?: RowState | undefined;
  readonly after?: RowState | undefined;
}

/** Who changes rows of which model, and in which transaction. */
export interface ChangePlace {
  readonly model: AnyModel;
  readonly author: ChangeAuthor;
  readonly transaction: Transaction | null | undefined;
}

/** What the hooks share. */
export class SequelizeAudit {
  readonly rowLimit: number;
  private readonly options: OrmAuditOptions;
  private readonly recorder: ChangeRecorder;
  private readonly tree: TransactionTree;
  private readonly kinds = new WeakMap<AnyModel, { readonly kind: OrmRowKind | undefined }>();

  constructor(options: OrmAuditOptions) {
    this.options = options;
    this.recorder = new ChangeRecorder(options);
    this.tree = new TransactionTree(this.recorder);
    this.rowLimit = options.rowLimit ?? DEFAULT_ROW_LIMIT;
  }

  /** To be awaited before a change; undefined: it is not audited. Rejects when it must not be made. */
  async prepare(model: AnyModel): Promise<ChangeAuthor | undefined> {
    return this.kindOf(model) === undefined ? undefined : this.recorder.prepare();
  }

  /** Records changes of rows, when their transaction is committed. */
  async add({ model, author, transaction }: ChangePlace, changes: readonly SequelizeChange[]): Promise<void> {
    const kind = this.kindOf(model);
    if (kind === undefined) return;
    const drafts = changes.map((change) => toDraft(model, kind, change)).filter((draft) => draft !== undefined);
    if (drafts.length > 0) await this.tree.add(transaction, author, drafts);
  }

  /** Records a statement that concerned too many rows. */
  async addStatement({ model, author, transaction }: ChangePlace, operation: RowOperation): Promise<void> {
    const kind = this.kindOf(model);
    if (kind === undefined) return;
    const category = kind.category === undefined ? {} : { category: kind.category };
    const context = { rowsMoreThan: this.rowLimit };
    const draft = { action: toAction(operation, {}), entity: { type: kind.entityType }, ...category, context };
    await this.tree.add(transaction, author, [draft]);
  }

  private kindOf(model: AnyModel): OrmRowKind | undefined {
    const known = this.kinds.get(model);
    if (known !== undefined) return known.kind;
    const table = model.getTableName() as string | { readonly tableName: string };
    const kind = toOrmRowKind(this.options, model.name, typeof table === 'string' ? table : table.tableName);
    this.kinds.set(model, { kind });
    return kind;
  }
}

function toDraft(model: AnyModel, kind: OrmRowKind, change: SequelizeChange): ReturnType<typeof toRowDraft> {
  const state = change.before ?? change.after ?? {};
  const id = toEntityId(Object.fromEntries(model.primaryKeyAttributes.map((key) => [key, state[key]])));
  return toRowDraft(kind, { ...change, id, name: kind.nameOf(change.after ?? state) });
}
