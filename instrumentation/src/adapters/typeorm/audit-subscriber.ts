import type {
  BeforeQueryEvent,
  AfterQueryEvent,
  EntityMetadata,
  EntitySubscriberInterface,
  InsertEvent,
  ObjectLiteral,
  QueryRunner,
  RemoveEvent,
  TransactionCommitEvent,
  TransactionRollbackEvent,
  TransactionStartEvent,
  UpdateEvent,
} from 'typeorm';
import { isAborted } from '../../audit/is-aborted.ts';
import type { RowOperation } from '../../audit/row-change.ts';
import { toRowState, withColumns } from './audited-entities.ts';
import type { TypeOrmAudit } from './type-orm-audit.ts';

const TRUNCATE = /^TRUNCATE TABLE /;

/**
 * Hears of everything that repositories and entity managers save and remove, and of transactions. Statements by criteria,
 * and rows that TypeORM changes without having loaded them, are audited by the statements themselves.
 */
export class AuditSubscriber implements EntitySubscriberInterface<ObjectLiteral> {
  private readonly audit: TypeOrmAudit;

  constructor(audit: TypeOrmAudit) {
    this.audit = audit;
  }

  async beforeInsert({ queryRunner, metadata, entity }: InsertEvent<ObjectLiteral>): Promise<void> {
    if (!this.audit.isUpserted(entity)) await this.audit.prepare(queryRunner, metadata);
  }

  async afterInsert({
    queryRunner,
    metadata,
    entity,
    entityId,
  }: InsertEvent<ObjectLiteral | undefined>): Promise<void> {
    if (entity !== undefined && this.audit.isUpserted(entity)) return;
    const after = toRowState(metadata, entity ?? entityId ?? {});
    await this.audit.add(queryRunner, metadata, { operation: 'create', after });
  }

  async beforeUpdate(event: UpdateEvent<ObjectLiteral | undefined>): Promise<void> {
    await this.before(event);
  }

  async afterUpdate(event: UpdateEvent<ObjectLiteral | undefined>): Promise<void> {
    const { queryRunner, databaseEntity, entity, metadata, updatedColumns, updatedRelations } = event;
    const isTold = this.audit.endRow(queryRunner, metadata);
    if (!isTold || databaseEntity === undefined || entity === undefined) return;
    const joinColumns = updatedRelations.flatMap((relation) => relation.joinColumns);
    const made = metadata.columns.filter(({ isUpdateDate, isVersion }) => isUpdateDate || isVersion);
    const before = toRowState(metadata, databaseEntity);
    const after = withColumns(before, [...updatedColumns, ...joinColumns, ...made], entity);
    await this.audit.add(queryRunner, metadata, { operation: 'update', before, after });
  }

  async beforeRemove(event: RemoveEvent<ObjectLiteral | undefined>): Promise<void> {
    await this.before(event);
  }

  async afterRemove(event: RemoveEvent<ObjectLiteral | undefined>): Promise<void> {
    const { queryRunner, databaseEntity, metadata } = event;
    if (!this.audit.endRow(queryRunner, metadata) || databaseEntity === undefined) return;
    await this.audit.add(queryRunner, metadata, { operation: 'delete', before: toRowState(metadata, databaseEntity) });
  }

  async beforeSoftRemove(event: RemoveEvent<ObjectLiteral | undefined>): Promise<void> {
    await this.before(event);
  }

  async afterSoftRemove(event: RemoveEvent<ObjectLiteral | undefined>): Promise<void> {
    await this.afterMark(event, 'softDelete');
  }

  async beforeRecover(event: RemoveEvent<ObjectLiteral | undefined>): Promise<void> {
    await this.before(event);
  }

  async afterRecover(event: RemoveEvent<ObjectLiteral | undefined>): Promise<void> {
    await this.afterMark(event, 'restore');
  }

  afterTransactionStart({ queryRunner }: TransactionStartEvent): void {
    this.audit.frames.begin(queryRunner);
  }

  beforeTransactionCommit({ queryRunner }: TransactionCommitEvent): void {
    const { databaseConnection } = queryRunner as QueryRunner & { readonly databaseConnection?: unknown };
    if (!this.audit.frames.isNested(queryRunner) && isAborted(databaseConnection))
      this.audit.frames.forget(queryRunner);
  }

  async afterTransactionCommit({ queryRunner }: TransactionCommitEvent): Promise<void> {
    await this.audit.frames.commit(queryRunner);
  }

  afterTransactionRollback({ queryRunner }: TransactionRollbackEvent): void {
    this.audit.frames.rollback(queryRunner);
    this.audit.forgetRows(queryRunner);
  }

  async beforeQuery({ query, queryRunner }: BeforeQueryEvent): Promise<void> {
    const metadata = TRUNCATE.test(query) ? this.audit.findTruncated(query) : undefined;
    if (metadata !== undefined) await this.audit.prepare(queryRunner, metadata);
  }

  async afterQuery({ query, queryRunner, success }: AfterQueryEvent): Promise<void> {
    const metadata = success && TRUNCATE.test(query) ? this.audit.findTruncated(query) : undefined;
    if (metadata !== undefined)
      await this.audit.addStatement(queryRunner, metadata, 'delete', { statement: 'TRUNCATE' });
  }

  private async before(event: {
    readonly queryRunner: QueryRunner;
    readonly metadata: EntityMetadata;
    readonly databaseEntity: ObjectLiteral | undefined;
  }): Promise<void> {
    const { queryRunner, metadata, databaseEntity } = event;
    this.audit.noteRow(queryRunner, metadata, databaseEntity !== undefined);
    if (databaseEntity !== undefined) await this.audit.prepare(queryRunner, metadata);
  }

  private async afterMark(event: RemoveEvent<ObjectLiteral | undefined>, operation: RowOperation): Promise<void> {
    const { queryRunner, databaseEntity, entity, metadata } = event;
    const isTold = this.audit.endRow(queryRunner, metadata);
    if (!isTold || databaseEntity === undefined || entity === undefined) return;
    const marks = metadata.columns.filter(
      ({ isDeleteDate, isUpdateDate, isVersion }) => isDeleteDate || isUpdateDate || isVersion,
    );
    const before = toRowState(metadata, databaseEntity);
    await this.audit.add(queryRunner, metadata, { operation, before, after: withColumns(before, marks, entity) });
  }
}
