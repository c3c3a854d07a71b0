import type { Transaction, WhereOptions } from 'sequelize';
import { readAgain, readRows, toRowKey, type AnyModel } from './row-reader.ts';
import type { SequelizeAudit } from './sequelize-audit.ts';

interface IncrementOptions {
  readonly where?: WhereOptions;
  readonly transaction?: Transaction | null;
}

type Increment = (this: AnyModel, fields: unknown, options?: IncrementOptions) => Promise<unknown>;

/** Replaces a model's `increment`, which `decrement` and instances use too: Sequelize runs no hooks for it. */
export function auditIncrement(audit: SequelizeAudit, model: AnyModel): () => void {
  const original = model.increment as unknown as Increment;
  const value: Increment = async function (fields, options = {}) {
    const author = await audit.prepare(this);
    if (author === undefined) return original.call(this, fields, options);
    const { where } = options;
    const transaction = options.transaction ?? findTransaction(this);
    const rows = await readRows(this, { where, transaction, paranoid: false, limit: audit.rowLimit + 1 });
    const result = await original.call(this, fields, options);
    const place = { model: this, author, transaction };
    if (rows.length > audit.rowLimit) await audit.addStatement(place, 'update');
    else {
      const after = await readAgain(this, rows, transaction);
      const changes = rows.map((before) => ({
        operation: 'update' as const,
        before,
        after: after.get(toRowKey(this, before)),
      }));
      await audit.add(place, changes);
    }
    return result;
  };
  Object.defineProperty(model, 'increment', { value, configurable: true, writable: true });
  return () => Reflect.deleteProperty(model, 'increment');
}

/** The transaction of the running code, where the application has given Sequelize a namespace for it. */
function findTransaction(model: AnyModel): Transaction | undefined {
  const { _cls: namespace } = (model.sequelize as { readonly constructor: unknown } | undefined)?.constructor as {
    readonly _cls?: { get(name: string): Transaction | undefined };
  };
  return namespace?.get('transaction');
}
