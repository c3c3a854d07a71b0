import { ConfigurationError } from '@botscope/conventions';
import type { DataSource } from 'typeorm';
import type { OrmAuditOptions } from '../../audit/orm-audit-options.ts';
import { AuditSubscriber } from './audit-subscriber.ts';
import { runAuditedStatement, type StatementBuilder } from './audited-statement.ts';
import { runAuditedInsert } from './audited-upsert.ts';
import { TypeOrmAudit } from './type-orm-audit.ts';

/** Methods of builders that give another builder. */
const DERIVING = ['clone', 'update', 'delete', 'softDelete', 'restore', 'insert', 'select'] as const;

/**
 * Audits what goes through a data source's repositories, entity managers and query builders: an entry for each row that is
 * created, updated, deleted, soft-deleted or restored, with the states before and after, once its transaction is committed.
 * Raw SQL and what the database does by itself (ON DELETE CASCADE, triggers on other tables) are not seen.
 *
 * A change is refused before it is made, with an `AuditError`, when its entry could not be kept or nobody is known to act; the
 * commit rejects with AUDIT_CHANGE_UNRECORDED when it could not be written after it. Returns a function that ends the audit.
 * @throws ConfigurationError when the data source is not initialized, or is audited already.
 */
export function auditTypeOrm(dataSource: DataSource, options: OrmAuditOptions): () => void {
  const problems = listProblems(dataSource, options);
  if (problems.length > 0) throw new ConfigurationError(problems);
  const audit = new TypeOrmAudit(dataSource, options);
  const subscriber = new AuditSubscriber(audit);
  dataSource.subscribers.push(subscriber);
  const create = dataSource.createQueryBuilder.bind(dataSource) as (...args: unknown[]) => StatementBuilder;
  const value = (...args: unknown[]): StatementBuilder => auditBuilder(audit, create(...args));
  Object.defineProperty(dataSource, 'createQueryBuilder', { value, configurable: true });
  return () => {
    Reflect.deleteProperty(dataSource, 'createQueryBuilder');
    dataSource.subscribers.splice(dataSource.subscribers.indexOf(subscriber), 1);
  };
}

function listProblems(dataSource: DataSource, { audit, rowLimit = 1 }: OrmAuditOptions): string[] {
  const problems: string[] = [];
  if (!dataSource.isInitialized)
    problems.push('The data source is not initialized; call auditTypeOrm after initialize().');
  if (Object.hasOwn(dataSource, 'createQueryBuilder')) problems.push('The data source is audited already.');
  if (typeof (audit as { readonly record?: unknown } | undefined)?.record !== 'function') {
    problems.push('audit must be telemetry.audit.');
  }
  if (!(Number.isSafeInteger(rowLimit) && rowLimit >= 1)) problems.push('rowLimit must be a whole number from 1 on.');
  return problems;
}

/** Replaces methods in a builder itself, so that TypeORM's classes stay as they are. */
function auditBuilder(audit: TypeOrmAudit, builder: StatementBuilder): StatementBuilder {
  const members = builder as unknown as Record<string, ((...args: unknown[]) => unknown) | undefined>;
  for (const name of DERIVING) {
    const derive = members[name]?.bind(builder);
    if (derive === undefined) continue;
    members[name] = (...args) => {
      const derived = derive(...args) as StatementBuilder;
      return derived === builder ? builder : auditBuilder(audit, derived);
    };
  }
  const execute = (members['execute'] as (() => Promise<unknown>) | undefined)?.bind(builder);
  if (execute === undefined) return builder;
  members['execute'] = () =>
    builder.expressionMap.queryType === 'insert'
      ? runAuditedInsert(audit, builder, execute)
      : runAuditedStatement(audit, builder, execute);
  return builder;
}
