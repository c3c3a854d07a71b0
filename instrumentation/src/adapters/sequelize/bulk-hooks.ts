import type { Model, Transaction, WhereOptions } from 'sequelize';
import type { ChangeAuthor } from '../../audit/change-recorder.ts';
import type { RowOperation, RowState } from '../../audit/row-change.ts';
import { isParanoid } from './model-marks.ts';
import { isExpression, OR, readAgain, readRows, toInstanceState, toRowKey, type AnyModel } from './row-reader.ts';
import type { SequelizeAudit, SequelizeChange } from './sequelize-audit.ts';

/** What Sequelize gives to hooks of statements. */
export interface BulkHookOptions {
  readonly model: AnyModel;
  readonly where?: WhereOptions;
  readonly transaction?: Transaction | null;
  readonly limit?: number | null;
  readonly force?: boolean;
  readonly individualHooks?: boolean;
  readonly updateOnDuplicate?: readonly string[];
  readonly ignoreDuplicates?: boolean;
  /** Values of an update. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** Of an upsert. */
  readonly instance?: Model;
}

interface PendingStatement {
  readonly author: ChangeAuthor;
  readonly rows: readonly RowState[];
}

/** Hooks of `Model.bulkCreate`, `update`, `destroy`, `restore` and `upsert`. */
export class BulkHooks {
  private readonly audit: SequelizeAudit;
  private readonly pending = new WeakMap<object, PendingStatement>();

  constructor(audit: SequelizeAudit) {
    this.audit = audit;
  }

  /** Whether a running statement tells what becomes of the instances that it runs hooks for as well. */
  tells(options: object): boolean {
    return this.pending.has(options);
  }

  readonly beforeBulkCreate = async (instances: readonly Model[], options: BulkHookOptions): Promise<void> => {
    if (options.individualHooks !== true) await this.prepare(options, this.toMet(instances, options));
  };

  readonly afterBulkCreate = async (instances: readonly Model[], options: BulkHookOptions): Promise<void> => {
    const pending = this.end(options);
    if (pending === undefined) return;
    const { model } = options;
    const met = this.toMet(instances, options);
    const after = met === undefined ? instances.map((one) => toInstanceState(model, one)) : await met();
    await this.add(options, pending.author, toSaved(model, pending.rows, after));
  };

  readonly beforeUpsert = async (_values: object, options: BulkHookOptions): Promise<void> => {
    await this.prepare(options, () => this.readMet(options, toInstances(options)));
  };

  readonly afterUpsert = async (_result: unknown, options: BulkHookOptions): Promise<void> => {
    const pending = this.end(options);
    if (pending === undefined) return;
    const after = await this.readMet(options, toInstances(options));
    await this.add(options, pending.author, toSaved(options.model, pending.rows, after));
  };

  readonly beforeBulkUpdate = (options: BulkHookOptions): Promise<void> => this.beforeStatement(options, false);

  readonly beforeBulkDestroy = (options: BulkHookOptions): Promise<void> =>
    this.beforeStatement(options, options.force !== true);

  readonly beforeBulkRestore = (options: BulkHookOptions): Promise<void> => this.beforeStatement(options, false);

  readonly afterBulkUpdate = (options: BulkHookOptions): Promise<void> => this.afterStatement(options, 'update');

  readonly afterBulkDestroy = (options: BulkHookOptions): Promise<void> =>
    this.afterStatement(options, isParanoid(options.model) && options.force !== true ? 'softDelete' : 'delete');

  readonly afterBulkRestore = (options: BulkHookOptions): Promise<void> => this.afterStatement(options, 'restore');

  /** Reads the rows that a statement will concern; one more than the limit, to know that there are. */
  private async beforeStatement(options: BulkHookOptions, paranoid: boolean): Promise<void> {
    const { model, where, transaction, limit } = options;
    const most = Math.min(limit ?? Infinity, this.audit.rowLimit + 1);
    await this.prepare(options, () => readRows(model, { where, transaction, paranoid, limit: most }));
  }

  private async afterStatement(options: BulkHookOptions, operation: RowOperation): Promise<void> {
    const pending = this.end(options);
    if (pending === undefined || pending.rows.length === 0) return;
    const { author, rows } = pending;
    const { model, transaction } = options;
    if (rows.length > this.audit.rowLimit) return this.audit.addStatement({ model, author, transaction }, operation);
    const again = operation === 'delete' ? undefined : await readAgain(model, rows, transaction);
    const changes = rows.map((before) => ({
      operation,
      before,
      after: again && (again.get(toRowKey(model, before)) ?? withValues(before, options)),
    }));
    await this.add(options, author, changes);
  }

  private async prepare(options: BulkHookOptions, read?: () => Promise<readonly RowState[]>): Promise<void> {
    const author = await this.audit.prepare(options.model);
    if (author !== undefined) this.pending.set(options, { author, rows: (await read?.()) ?? [] });
  }

  private end(options: BulkHookOptions): PendingStatement | undefined {
    const pending = this.pending.get(options);
    this.pending.delete(options);
    return pending;
  }

  private async add(
    { model, transaction }: BulkHookOptions,
    author: ChangeAuthor,
    changes: readonly SequelizeChange[],
  ): Promise<void> {
    await this.audit.add({ model, author, transaction }, changes);
  }

  /** How to read the rows that new ones may meet; undefined: they are all new. */
  private toMet(
    instances: readonly Model[],
    options: BulkHookOptions,
  ): (() => Promise<readonly RowState[]>) | undefined {
    if (options.updateOnDuplicate === undefined && options.ignoreDuplicates !== true) return undefined;
    return () => this.readMet(options, instances);
  }

  private async readMet({ model, transaction }: BulkHookOptions, instances: readonly Model[]): Promise<RowState[]> {
    const criteria = toUniqueSets(model).flatMap((names) => instances.flatMap((one) => toCriteria(names, one)));
    if (criteria.length === 0) return [];
    return readRows(model, { where: { [OR]: criteria } as WhereOptions, transaction, paranoid: false });
  }
}

function toInstances({ instance }: BulkHookOptions): readonly Model[] {
  return instance === undefined ? [] : [instance];
}

/** Rows of an upsert: those that were there before are changed, others new. */
function toSaved(model: AnyModel, before: readonly RowState[], after: readonly RowState[]): SequelizeChange[] {
  const known = new Map(before.map((row) => [toRowKey(model, row), row]));
  return after.map((row) => ({ operation: 'save', before: known.get(toRowKey(model, row)), after: row }));
}

/** For rows that cannot be read again, having no key: what the statement has set. */
function withValues(before: RowState, { attributes = {} }: BulkHookOptions): RowState {
  return { ...before, ...Object.fromEntries(Object.entries(attributes).filter(([, value]) => !isExpression(value))) };
}

/** Sets of attributes that tell one row from all others. */
function toUniqueSets(model: AnyModel): string[][] {
  const { uniqueKeys } = model as AnyModel & {
    readonly uniqueKeys: Readonly<Record<string, { readonly fields: string[] }>>;
  };
  const indexes = (model.options.indexes ?? []).filter(({ unique }) => unique === true);
  const fields = [
    ...Object.values(uniqueKeys).map((key) => key.fields),
    ...indexes.map((index) => (index.fields ?? []).filter((field) => typeof field === 'string')),
  ];
  return [[...model.primaryKeyAttributes], ...fields.map((names) => names.map((name) => toAttribute(model, name)))];
}

function toAttribute(model: AnyModel, field: string): string {
  const { fieldAttributeMap } = model as AnyModel & { readonly fieldAttributeMap: Readonly<Record<string, string>> };
  return fieldAttributeMap[field] ?? field;
}

function toCriteria(names: readonly string[], { dataValues }: Model): object[] {
  const values = dataValues as Readonly<Record<string, unknown>>;
  if (names.length === 0 || names.some((name) => values[name] === undefined || values[name] === null)) return [];
  return [Object.fromEntries(names.map((name) => [name, values[name]]))];
}
