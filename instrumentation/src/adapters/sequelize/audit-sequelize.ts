import { ConfigurationError } from '@botscope/conventions';
import type { Sequelize } from 'sequelize';
import type { OrmAuditOptions } from '../../audit/orm-audit-options.ts';
import { auditIncrement } from './audited-increment.ts';
import { BulkHooks } from './bulk-hooks.ts';
import { InstanceHooks } from './instance-hooks.ts';
import type { AnyModel } from './row-reader.ts';
import { SequelizeAudit } from './sequelize-audit.ts';

type Hook = (...args: never[]) => unknown;

/** Sequelize's hooks without a type for each. */
interface HookTarget {
  addHook(type: string, name: string, hook: Hook): unknown;
  removeHook(type: string, name: string): unknown;
}

const NAME = 'botscope.audit';
const AUDITED = new WeakSet<Sequelize>();

/**
 * Audits what goes through a Sequelize's models: an entry for each row that is created, updated, deleted, soft-deleted or
 * restored, with the states before and after, once its transaction is committed. Raw SQL, calls with `hooks: false` and what
 * the database does by itself (ON DELETE CASCADE) are not seen.
 *
 * A change is refused before it is made, with an `AuditError`, when its entry could not be kept or nobody is known to act; the
 * commit, or the call outside a transaction, rejects with AUDIT_CHANGE_UNRECORDED when it could not be written after it.
 * Returns a function that ends the audit.
 * @throws ConfigurationError naming every option that is wrong.
 */
export function auditSequelize(sequelize: Sequelize, options: OrmAuditOptions): () => void {
  const problems = listProblems(sequelize, options);
  if (problems.length > 0) throw new ConfigurationError(problems);
  AUDITED.add(sequelize);
  const audit = new SequelizeAudit(options);
  const target = sequelize as unknown as HookTarget;
  const hooks = toHooks(audit);
  for (const [type, hook] of Object.entries(hooks)) target.addHook(type, NAME, hook);
  const ends = new Map<AnyModel, () => void>();
  const watch = (model: AnyModel): void => void (ends.has(model) || ends.set(model, auditIncrement(audit, model)));
  for (const model of Object.values(sequelize.models)) watch(model);
  target.addHook('afterDefine', NAME, watch);
  return () => {
    AUDITED.delete(sequelize);
    for (const type of [...Object.keys(hooks), 'afterDefine']) target.removeHook(type, NAME);
    for (const end of ends.values()) end();
  };
}

function toHooks(audit: SequelizeAudit): Readonly<Record<string, Hook>> {
  const bulk = new BulkHooks(audit);
  const instance = new InstanceHooks(audit, bulk);
  return {
    beforeCreate: instance.beforeCreate,
    afterCreate: instance.afterCreate,
    beforeUpdate: instance.beforeChange,
    afterUpdate: instance.afterUpdate,
    beforeDestroy: instance.beforeChange,
    afterDestroy: instance.afterDestroy,
    beforeRestore: instance.beforeChange,
    afterRestore: instance.afterRestore,
    beforeBulkCreate: bulk.beforeBulkCreate,
    afterBulkCreate: bulk.afterBulkCreate,
    beforeBulkUpdate: bulk.beforeBulkUpdate,
    afterBulkUpdate: bulk.afterBulkUpdate,
    beforeBulkDestroy: bulk.beforeBulkDestroy,
    afterBulkDestroy: bulk.afterBulkDestroy,
    beforeBulkRestore: bulk.beforeBulkRestore,
    afterBulkRestore: bulk.afterBulkRestore,
    beforeUpsert: bulk.beforeUpsert,
    afterUpsert: bulk.afterUpsert,
  };
}

function listProblems(sequelize: Sequelize, { audit, rowLimit = 1 }: OrmAuditOptions): string[] {
  const problems: string[] = [];
  if (AUDITED.has(sequelize)) problems.push('This Sequelize is audited already.');
  if (typeof (audit as { readonly record?: unknown } | undefined)?.record !== 'function') {
    problems.push('audit must be telemetry.audit.');
  }
  if (!(Number.isSafeInteger(rowLimit) && rowLimit >= 1)) problems.push('rowLimit must be a whole number from 1 on.');
  return problems;
}
