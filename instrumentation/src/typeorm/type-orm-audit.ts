import type { DataSource, EntityMetadata, QueryRunner } from 'typeorm';
import { ChangeRecorder, type ChangeAuthor, type ChangeDraft } from '../audit/change-recorder.ts';
import { DEFAULT_ROW_LIMIT, type OrmAuditOptions } from '../audit/orm-audit-options.ts';
import { toAction, type RowOperation } from '../audit/row-change.ts';
import { TransactionFrames } from '../audit/transaction-frames.ts';
import { AuditedEntities, type EntityChange } from './audited-entities.ts';

/** What the subscriber and the audited statements of a data source share. */
export class TypeOrmAudit {
  readonly entities: AuditedEntities;
  readonly frames: TransactionFrames<QueryRunner>;
  readonly rowLimit: number;
  private readonly dataSource: DataSource;
  private readonly recorder: ChangeRecorder;
  private readonly authors = new WeakMap<QueryRunner, ChangeAuthor>();
  private readonly upserted = new WeakSet<object>();
  /** Entities of a running `save` or `remove`; true: all their rows were loaded, so the subscriber tells their changes. */
  private readonly flushes = new WeakMap<QueryRunner, Map<EntityMetadata, boolean>>();

  constructor(dataSource: DataSource, options: OrmAuditOptions) {
    this.dataSource = dataSource;
    this.entities = new AuditedEntities(options);
    this.recorder = new ChangeRecorder(options);
    this.frames = new TransactionFrames(this.recorder);
    this.rowLimit = options.rowLimit ?? DEFAULT_ROW_LIMIT;
  }

  /** To be awaited before a change; false: it is not audited. Rejects when it must not be made. */
  async prepare(queryRunner: QueryRunner, metadata: EntityMetadata): Promise<boolean> {
    if (this.entities.kindOf(metadata) === undefined) return false;
    const author = await this.recorder.prepare();
    if (author === undefined) this.authors.delete(queryRunner);
    else this.authors.set(queryRunner, author);
    return author !== undefined;
  }

  /** Records a change of a row, when its transaction is committed. */
  async add(queryRunner: QueryRunner, metadata: EntityMetadata, ...changes: readonly EntityChange[]): Promise<void> {
    const kind = this.entities.kindOf(metadata);
    if (kind === undefined) return;
    const drafts = changes.map((change) => this.entities.toDraft(metadata, kind, change));
    await this.addDrafts(
      queryRunner,
      drafts.filter((draft) => draft !== undefined),
    );
  }

  /** Records a statement whose rows are not known one by one. */
  async addStatement(
    queryRunner: QueryRunner,
    metadata: EntityMetadata,
    operation: RowOperation,
    context: object,
  ): Promise<void> {
    const kind = this.entities.kindOf(metadata);
    if (kind === undefined) return;
    const action = toAction(operation, operation === 'create' ? undefined : {});
    const category = kind.category === undefined ? {} : { category: kind.category };
    await this.addDrafts(queryRunner, [{ action, entity: { type: kind.entityType }, ...category, context }]);
  }

  /** Objects of an upsert: its statement tells which of them were there before. */
  markUpserted(objects: readonly object[]): void {
    for (const object of objects) this.upserted.add(object);
  }

  unmarkUpserted(objects: readonly object[]): void {
    for (const object of objects) this.upserted.delete(object);
  }

  isUpserted(object: unknown): boolean {
    return typeof object === 'object' && object !== null && this.upserted.has(object);
  }

  noteFlush(queryRunner: QueryRunner, metadata: EntityMetadata, isLoaded: boolean): void {
    const flush = this.flushes.get(queryRunner) ?? new Map<EntityMetadata, boolean>();
    this.flushes.set(queryRunner, flush);
    flush.set(metadata, isLoaded && flush.get(metadata) !== false);
  }

  endFlush(queryRunner: QueryRunner, metadata?: EntityMetadata): void {
    if (metadata === undefined) this.flushes.delete(queryRunner);
    else this.flushes.get(queryRunner)?.delete(metadata);
  }

  /** Whether the subscriber tells what a statement of a running `save` or `remove` changes. */
  isTold(queryRunner: QueryRunner, metadata: EntityMetadata): boolean {
    return this.flushes.get(queryRunner)?.get(metadata) === true;
  }

  findTruncated(query: string): EntityMetadata | undefined {
    const table = query
      .replace(/^TRUNCATE TABLE /, '')
      .replace(/ CASCADE$/, '')
      .replaceAll(/["`]/g, '');
    return this.dataSource.entityMetadatas.find(({ tablePath }) => tablePath === table);
  }

  private async addDrafts(queryRunner: QueryRunner, drafts: readonly ChangeDraft[]): Promise<void> {
    const author = this.authors.get(queryRunner);
    if (author !== undefined && drafts.length > 0) await this.frames.add(queryRunner, author, drafts);
  }
}
