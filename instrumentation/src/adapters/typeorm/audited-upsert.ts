import type { EntityMetadata, ObjectLiteral, QueryRunner } from 'typeorm';
import { toRowState, type EntityChange } from './audited-entities.ts';
import { toReading, withTransaction, type StatementBuilder } from './audited-statement.ts';
import type { TypeOrmAudit } from './type-orm-audit.ts';

/**
 * Makes an INSERT. One that may meet rows that are there reads them before and after by the columns that decide it; of one
 * whose rows are not known to TypeORM (INSERT … SELECT) it is recorded that it was made. Others are the subscriber's.
 */
export async function runAuditedInsert(
  audit: TypeOrmAudit,
  builder: StatementBuilder,
  run: () => Promise<unknown>,
): Promise<unknown> {
  const { mainAlias, onUpdate, onIgnore, valuesSet } = builder.expressionMap;
  const { insertFromSelect } = builder.expressionMap as unknown as { readonly insertFromSelect?: unknown };
  const metadata = mainAlias?.hasMetadata === true ? mainAlias.metadata : undefined;
  if (metadata === undefined || audit.entities.kindOf(metadata) === undefined) return run();
  if (insertFromSelect !== undefined && insertFromSelect !== null)
    return runInsertSelect(audit, builder, metadata, run);
  if (onUpdate === undefined && !onIgnore) return run();
  const objects: readonly ObjectLiteral[] = Array.isArray(valuesSet) ? valuesSet : [valuesSet ?? []].flat();
  return withTransaction(builder, async (queryRunner) => {
    if (!(await audit.prepare(queryRunner, metadata))) return run();
    const columns = toDecidingColumns(metadata, onUpdate?.conflict);
    audit.markUpserted(objects);
    try {
      const before = await readByColumns(queryRunner, metadata, columns, objects);
      const result = await run();
      const after = await readByColumns(queryRunner, metadata, columns, objects);
      await audit.add(queryRunner, metadata, ...toChanges(before, after));
      return result;
    } finally {
      audit.unmarkUpserted(objects);
    }
  });
}

async function runInsertSelect(
  audit: TypeOrmAudit,
  builder: StatementBuilder,
  metadata: EntityMetadata,
  run: () => Promise<unknown>,
): Promise<unknown> {
  return withTransaction(builder, async (queryRunner) => {
    if (!(await audit.prepare(queryRunner, metadata))) return run();
    const result = await run();
    await audit.addStatement(queryRunner, metadata, 'create', { statement: 'INSERT SELECT' });
    return result;
  });
}

/** Property paths of the columns by which a row is found to be there: the conflict's, else each unique key's and the primary one's. */
function toDecidingColumns(metadata: EntityMetadata, conflict: string | readonly string[] | undefined): string[][] {
  if (Array.isArray(conflict)) {
    const names = conflict as readonly string[];
    return [metadata.columns.filter(({ databaseName }) => names.includes(databaseName)).map(toPath)];
  }
  const uniques = [
    ...metadata.uniques.map(({ columns }) => columns),
    ...metadata.indices.filter(({ isUnique }) => isUnique).map(({ columns }) => columns),
  ];
  return [metadata.primaryColumns, ...uniques].map((columns) => columns.map(toPath));
}

function toPath(column: EntityMetadata['columns'][number]): string {
  return column.propertyPath;
}

/** States of the rows that agree with an object in one of the sets of columns, by primary key. */
async function readByColumns(
  queryRunner: QueryRunner,
  metadata: EntityMetadata,
  sets: readonly (readonly string[])[],
  objects: readonly ObjectLiteral[],
): Promise<ReadonlyMap<string, ReturnType<typeof toRowState>>> {
  const criteria = sets.flatMap((paths) => objects.flatMap((object) => toCriteria(metadata, paths, object)));
  if (criteria.length === 0) return new Map();
  const select = queryRunner.manager.createQueryBuilder(metadata.target, 'audited').where(criteria);
  const rows = await toReading(select, metadata).getMany();
  return new Map(rows.map((row) => [JSON.stringify(metadata.getEntityIdMap(row) ?? null), toRowState(metadata, row)]));
}

function toCriteria(metadata: EntityMetadata, paths: readonly string[], object: ObjectLiteral): ObjectLiteral[] {
  const columns = paths
    .map((path) => metadata.findColumnWithPropertyPath(path))
    .filter((column) => column !== undefined);
  const values = columns.map((column) => column.getEntityValue(object) as unknown);
  if (columns.length === 0 || values.some((value) => value === undefined || value === null)) return [];
  const maps = columns.map((column) => column.getEntityValueMap(object) as ObjectLiteral);
  return [Object.assign({}, ...maps) as ObjectLiteral];
}

function toChanges(
  before: ReadonlyMap<string, ReturnType<typeof toRowState>>,
  after: ReadonlyMap<string, ReturnType<typeof toRowState>>,
): EntityChange[] {
  return [...after].map(([key, state]) => ({ operation: 'save', before: before.get(key), after: state }));
}
