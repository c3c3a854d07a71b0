import type { Model, ModelStatic, Transaction, WhereOptions } from 'sequelize';
import type { RowState } from '../../audit/row-change.ts';
import { toAuditState } from '../../audit/to-audit-state.ts';

/** A model of an application. */
export type AnyModel = ModelStatic<Model>;

/** Which rows to read. */
export interface RowQuery {
  readonly where: WhereOptions | undefined;
  readonly transaction: Transaction | null | undefined;
  /** Whether to leave out rows that are soft-deleted. */
  readonly paranoid: boolean;
  readonly limit?: number | undefined;
}

const LOCKING = new Set(['postgres', 'mysql', 'mariadb']);

/** Reads rows as they are stored; within a transaction they are locked, so that they are what the change meets. */
export async function readRows(model: AnyModel, query: RowQuery): Promise<RowState[]> {
  const { where, transaction, paranoid, limit } = query;
  const dialect = model.sequelize?.getDialect() ?? '';
  const options = {
    attributes: toColumns(model),
    ...(where === undefined ? {} : { where }),
    ...(limit === undefined ? {} : { limit }),
    ...(transaction && LOCKING.has(dialect) ? { lock: transaction.LOCK.UPDATE } : {}),
    transaction: transaction ?? null,
    paranoid,
    raw: true as const,
    hooks: false,
  };
  const rows = await model.unscoped().findAll(options);
  return rows.map((row) => toAuditState(row) as RowState);
}

/** Reads rows again by their primary keys. */
export async function readAgain(
  model: AnyModel,
  rows: readonly RowState[],
  transaction: Transaction | null | undefined,
): Promise<ReadonlyMap<string, RowState>> {
  const keys = model.primaryKeyAttributes;
  if (keys.length === 0 || rows.length === 0) return new Map();
  const where = toAnyOf(
    rows.map((row) => Object.fromEntries(keys.map((key) => [key, row[key]]))),
    keys,
  );
  const again = await readRows(model, { where, transaction, paranoid: false });
  return new Map(again.map((row) => [toRowKey(model, row), row]));
}

/** Criteria for rows that agree with one of several; one key as a list. */
function toAnyOf(rows: readonly RowState[], keys: readonly string[]): WhereOptions {
  const [key] = keys;
  if (keys.length === 1 && key !== undefined) return { [key]: rows.map((row) => row[key]) };
  return rows.length === 1 ? (rows[0] ?? {}) : ({ [OR]: rows } as unknown as WhereOptions);
}

/** `Op.or` of every copy of Sequelize 6. */
export const OR = Symbol.for('or');

/** Text by which a row is known within a statement; empty for models without a primary key. */
export function toRowKey(model: AnyModel, row: RowState): string {
  return model.primaryKeyAttributes.map((key) => JSON.stringify(row[key])).join();
}

/** What an instance says of its row's columns; values that only the database knows are left out. */
export function toInstanceState(model: AnyModel, { dataValues }: Model, names = toColumns(model)): RowState {
  const values = dataValues as Readonly<Record<string, unknown>>;
  const known = names.filter((name) => values[name] !== undefined && !isExpression(values[name]));
  return toAuditState(Object.fromEntries(known.map((name) => [name, values[name]]))) as RowState;
}

/** Whether a value is an expression such as `literal('hits + 1')`; known by its class's name, as there is no import of it. */
export function isExpression(value: unknown): boolean {
  let prototype: unknown = typeof value === 'object' && value !== null ? Object.getPrototypeOf(value) : null;
  while (typeof prototype === 'object' && prototype !== null) {
    if (prototype.constructor.name === 'SequelizeMethod') return true;
    prototype = Object.getPrototypeOf(prototype);
  }
  return false;
}

/** Attributes that have a column. */
export function toColumns(model: AnyModel): string[] {
  return Object.keys((model as AnyModel & { readonly tableAttributes: object }).tableAttributes);
}
