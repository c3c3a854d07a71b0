import type { Model, Transaction } from 'sequelize';
import type { ChangeAuthor } from '../../audit/change-recorder.ts';
import type { RowOperation, RowState } from '../../audit/row-change.ts';
import type { BulkHooks } from './bulk-hooks.ts';
import { isParanoid, toMarks } from './model-marks.ts';
import { isExpression, readAgain, readRows, toInstanceState, toColumns, type AnyModel } from './row-reader.ts';
import type { SequelizeAudit } from './sequelize-audit.ts';

/** What Sequelize gives to hooks of one instance. */
export interface InstanceHookOptions {
  readonly transaction?: Transaction | null;
  readonly force?: boolean;
  readonly fields?: readonly string[];
}

interface PendingInstance {
  readonly author: ChangeAuthor;
  readonly before: RowState | undefined;
}

/** Hooks of `instance.save`, `update`, `destroy` and `restore`, and of `Model.create`. */
export class InstanceHooks {
  private readonly audit: SequelizeAudit;
  private readonly bulk: BulkHooks;
  private readonly pending = new WeakMap<Model, PendingInstance>();

  constructor(audit: SequelizeAudit, bulk: BulkHooks) {
    this.audit = audit;
    this.bulk = bulk;
  }

  /** Before an instance is created. */
  readonly beforeCreate = async (instance: Model): Promise<void> => {
    const author = await this.audit.prepare(toModel(instance));
    if (author === undefined) this.pending.delete(instance);
    else this.pending.set(instance, { author, before: undefined });
  };

  /** Before an instance's row is changed: the row is read as it is, since the instance may be old or incomplete. */
  readonly beforeChange = async (instance: Model, options: InstanceHookOptions): Promise<void> => {
    this.pending.delete(instance);
    const model = toModel(instance);
    if (this.bulk.tells(options)) return;
    const author = await this.audit.prepare(model);
    if (author === undefined) return;
    const where = instance.where() as Record<string, unknown>;
    const [before] = await readRows(model, { where, transaction: options.transaction, paranoid: false });
    this.pending.set(instance, { author, before });
  };

  readonly afterCreate = (instance: Model, options: InstanceHookOptions): Promise<void> =>
    this.after(instance, options, 'create');

  readonly afterUpdate = (instance: Model, options: InstanceHookOptions): Promise<void> =>
    this.after(instance, options, 'update', [...(options.fields ?? []), ...toMarks(toModel(instance))]);

  readonly afterDestroy = (instance: Model, options: InstanceHookOptions): Promise<void> => {
    const model = toModel(instance);
    const isSoft = isParanoid(model) && options.force !== true;
    return isSoft
      ? this.after(instance, options, 'softDelete', toMarks(model))
      : this.after(instance, options, 'delete', []);
  };

  readonly afterRestore = (instance: Model, options: InstanceHookOptions): Promise<void> =>
    this.after(instance, options, 'restore', toMarks(toModel(instance)));

  private async after(
    instance: Model,
    { transaction }: InstanceHookOptions,
    operation: RowOperation,
    changed: readonly string[] = toColumns(toModel(instance)),
  ): Promise<void> {
    const pending = this.pending.get(instance);
    if (pending === undefined) return;
    this.pending.delete(instance);
    const model = toModel(instance);
    const { author, before } = pending;
    const after = operation === 'delete' ? undefined : await this.readAfter(instance, before, transaction, changed);
    await this.audit.add({ model, author, transaction }, [{ operation, before, after }]);
  }

  /** From the instance; where it was given an expression, from the database. */
  private async readAfter(
    instance: Model,
    before: RowState | undefined,
    transaction: Transaction | null | undefined,
    changed: readonly string[],
  ): Promise<RowState> {
    const model = toModel(instance);
    const values = instance.dataValues as Readonly<Record<string, unknown>>;
    const columns = toColumns(model).filter((name) => changed.includes(name));
    const state = { ...before, ...toInstanceState(model, instance, columns) };
    if (!columns.some((name) => isExpression(values[name]))) return state;
    return [...(await readAgain(model, [state], transaction)).values()][0] ?? state;
  }
}

function toModel(instance: Model): AnyModel {
  return instance.constructor as AnyModel;
}
