import type { EntityMetadata, ObjectLiteral, QueryBuilder, QueryRunner, SelectQueryBuilder } from 'typeorm';
import type { RowOperation } from '../../audit/row-change.ts';
import { toRowState, type EntityChange } from './audited-entities.ts';
import type { TypeOrmAudit } from './type-orm-audit.ts';

/** A builder of a statement that changes rows. */
export type StatementBuilder = QueryBuilder<ObjectLiteral> & { execute(): Promise<unknown> };

const OPERATIONS: Readonly<Record<string, RowOperation>> = {
  update: 'update',
  delete: 'delete',
  'soft-delete': 'softDelete',
  restore: 'restore',
};
const LOCKING = new Set(['postgres', 'cockroachdb', 'aurora-postgres', 'mysql', 'mariadb', 'aurora-mysql']);

/**
 * Makes a statement by criteria: reads and locks its rows, runs it, and reads them again by their keys. Where no transaction
 * is open, the three are one.
 */
export async function runAuditedStatement(
  audit: TypeOrmAudit,
  builder: StatementBuilder,
  run: () => Promise<unknown>,
): Promise<unknown> {
  const { mainAlias, queryType, callListeners } = builder.expressionMap;
  const metadata = mainAlias?.hasMetadata === true ? mainAlias.metadata : undefined;
  const operation = OPERATIONS[queryType];
  if (metadata === undefined || operation === undefined || audit.entities.kindOf(metadata) === undefined) return run();
  return withTransaction(builder, async (queryRunner) => {
    if (!callListeners && audit.isTold(queryRunner, metadata)) return run();
    if (!(await audit.prepare(queryRunner, metadata))) return run();
    const rows = await readRows(audit, builder, metadata);
    const result = await run();
    if (rows.length > audit.rowLimit) {
      const affected = (result as { readonly affected?: number | null }).affected ?? undefined;
      await audit.addStatement(queryRunner, metadata, operation, { rows: affected, rowLimit: audit.rowLimit });
    } else if (rows.length > 0) {
      const changes = await toChanges(queryRunner, metadata, operation, rows);
      await audit.add(queryRunner, metadata, ...changes);
    }
    return result;
  });
}

/** Runs a statement with a connection of its own, in a transaction, where the builder has none. */
export async function withTransaction<Result>(
  builder: StatementBuilder,
  run: (queryRunner: QueryRunner) => Promise<Result>,
): Promise<Result> {
  const holder = builder as unknown as { queryRunner: QueryRunner | undefined };
  const given = holder.queryRunner;
  const queryRunner = given ?? builder.dataSource.createQueryRunner('master');
  holder.queryRunner = queryRunner;
  const isOurs = !queryRunner.isTransactionActive;
  try {
    if (isOurs) await queryRunner.startTransaction();
    const result = await run(queryRunner);
    if (isOurs) await queryRunner.commitTransaction();
    return result;
  } catch (error) {
    if (isOurs && queryRunner.isTransactionActive) await queryRunner.rollbackTransaction().catch(() => {});
    throw error;
  } finally {
    holder.queryRunner = given;
    if (given === undefined) await queryRunner.release();
  }
}

/** The rows that a statement will concern, locked where the database can; one more than the limit, to know that there are. */
async function readRows(
  audit: TypeOrmAudit,
  builder: StatementBuilder,
  metadata: EntityMetadata,
): Promise<readonly ObjectLiteral[]> {
  const select = builder.clone().select(builder.alias);
  if (LOCKING.has(builder.dataSource.options.type)) select.setLock('pessimistic_write');
  const reading = toReading(select, metadata).limit(
    Math.min(select.expressionMap.limit ?? Infinity, audit.rowLimit + 1),
  );
  return metadata.isJunction ? readJunction(reading, metadata) : reading.getMany();
}

/** Rows between two entities, of which TypeORM makes no objects. */
async function readJunction(
  select: SelectQueryBuilder<ObjectLiteral>,
  metadata: EntityMetadata,
): Promise<readonly ObjectLiteral[]> {
  select.select([]);
  for (const { propertyPath, databaseName } of metadata.columns) {
    select.addSelect(`${select.alias}.${propertyPath}`, databaseName);
  }
  return select.getRawMany();
}

/**
 * Also soft-deleted rows, with the keys of relations and columns that are not selected by themselves (that they change is
 * recorded, their values are not), without the application's own listeners.
 */
export function toReading(
  select: SelectQueryBuilder<ObjectLiteral>,
  metadata: EntityMetadata,
): SelectQueryBuilder<ObjectLiteral> {
  const relations = metadata.relations.filter(({ isOwning, isManyToMany }) => isOwning && !isManyToMany);
  select.expressionMap.callListeners = false;
  select.withDeleted();
  for (const { propertyPath, isSelect } of metadata.columns) {
    if (!isSelect) select.addSelect(`${select.alias}.${propertyPath}`);
  }
  const paths = relations.map(({ propertyPath }) => propertyPath);
  return paths.length === 0 ? select : select.loadAllRelationIds({ relations: paths, disableMixedMap: true });
}

async function toChanges(
  queryRunner: QueryRunner,
  metadata: EntityMetadata,
  operation: RowOperation,
  rows: readonly ObjectLiteral[],
): Promise<EntityChange[]> {
  const before = rows.map((row) => ({ key: toKey(metadata, row), state: toRowState(metadata, row) }));
  if (operation === 'delete') return before.map(({ state }) => ({ operation, before: state }));
  const again = toReading(
    queryRunner.manager.createQueryBuilder(metadata.target, 'audited').whereInIds(rows),
    metadata,
  );
  const after = new Map((await again.getMany()).map((row) => [toKey(metadata, row), toRowState(metadata, row)]));
  return before.map(({ key, state }) => ({ operation, before: state, after: after.get(key) }));
}

function toKey(metadata: EntityMetadata, row: ObjectLiteral): string {
  return JSON.stringify(metadata.getEntityIdMap(row) ?? null);
}
