import type { DataSource, EntityMetadata, QueryRunner } from 'typeorm';
import { ChangeRecorder, type ChangeAuthor, type ChangeDraft } from '../../audit/change-recorder.ts';
import { DEFAULT_ROW_LIMIT, type OrmAuditOptions } from '../../audit/orm-audit-options.ts';
import { toAction, type RowOperation } from '../../audit/row-change.ts';
import { TransactionFrames } from '../../audit/transaction-frames.ts';
import { AuditedEntities, type EntityChange } from './audited-entities.ts';

/** Rows of an entity in a running `save` or `remove`. */
interface Flush {
  /** Rows whose change is still to be heard of. */
  readonly pending: number;
  /** All of them were loaded, so the subscriber tells their changes; else their statements do. */
  readonly isTold: boolean;
}

/** What the subscriber and the audited statements of a data source share. */
export class TypeOrmAudit {
  readonly entities: AuditedEntities;
  readonly frames: TransactionFrames<QueryRunner>;
  readonly rowLimit: number;
  private readonly dataSource: DataSource;
  private readonly recorder: ChangeRecorder;
  private readonly authors = new WeakMap<QueryRunner, ChangeAuthor>();
  private readonly upserted = new WeakSet<object>();
  private readonly flushes = new WeakMap<QueryRunner, Map<EntityMetadata, Flush>>();

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

  /** A row is about to be changed by a `save` or `remove`; `isLoaded`: TypeORM knows how it was. */
  noteRow(queryRunner: QueryRunner, metadata: EntityMetadata, isLoaded: boolean): void {
    const flushes = this.flushes.get(queryRunner) ?? new Map<EntityMetadata, Flush>();
    this.flushes.set(queryRunner, flushes);
    const { pending, isTold } = flushes.get(metadata) ?? { pending: 0, isTold: true };
    flushes.set(metadata, { pending: pending + 1, isTold: isTold && isLoaded });
  }

  /** A row has been changed; whether the subscriber is the one to tell of it. */
  endRow(queryRunner: QueryRunner, metadata: EntityMetadata): boolean {
    const flushes = this.flushes.get(queryRunner);
    const { pending, isTold } = flushes?.get(metadata) ?? { pending: 0, isTold: false };
    if (pending > 1) flushes?.set(metadata, { pending: pending - 1, isTold });
    else flushes?.delete(metadata);
    return isTold;
  }

  /** What was about to be changed was not. */
  forgetRows(queryRunner: QueryRunner): void {
    this.flushes.delete(queryRunner);
  }

  /** Whether the subscriber tells what a statement of a running `save` or `remove` changes. */
  isTold(queryRunner: QueryRunner, metadata: EntityMetadata): boolean {
    return this.flushes.get(queryRunner)?.get(metadata)?.isTold === true;
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
