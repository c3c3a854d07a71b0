import type { EntityMetadata, ObjectLiteral } from 'typeorm';
import { toOrmRowKind, type OrmAuditOptions, type OrmRowKind } from '../../audit/orm-audit-options.ts';
import { toRowDraft, type RowOperation, type RowState } from '../../audit/row-change.ts';
import { toAuditState } from '../../audit/to-audit-state.ts';
import { toEntityId, type KeyValues } from '../../audit/to-entity-id.ts';
import type { ChangeDraft } from '../../audit/change-recorder.ts';

type ColumnMetadata = EntityMetadata['columns'][number];

/** A row's change as TypeORM tells it. */
export interface EntityChange {
  readonly operation: RowOperation;
  readonly before?: RowState | undefined;
  readonly after?: RowState | undefined;
}

/** How the entities of a data source are audited, worked out once each. */
export class AuditedEntities {
  private readonly options: OrmAuditOptions;
  private readonly kinds = new WeakMap<EntityMetadata, { readonly kind: OrmRowKind | undefined }>();

  constructor(options: OrmAuditOptions) {
    this.options = options;
  }

  /** How an entity is audited; undefined: it is not. */
  kindOf(metadata: EntityMetadata): OrmRowKind | undefined {
    const known = this.kinds.get(metadata);
    if (known !== undefined) return known.kind;
    const unselected = metadata.columns.filter(({ isSelect }) => !isSelect).map(toColumnName);
    const kind = toOrmRowKind(this.options, metadata.name, metadata.tableName, unselected);
    this.kinds.set(metadata, { kind });
    return kind;
  }

  /** The entry of a change; undefined where nothing has changed. */
  toDraft(metadata: EntityMetadata, kind: OrmRowKind, change: EntityChange): ChangeDraft | undefined {
    const state = change.before ?? change.after ?? {};
    const keys = metadata.primaryColumns.map((column) => [toColumnName(column), state[toColumnName(column)]]);
    const id = toEntityId(Object.fromEntries(keys) as KeyValues);
    return toRowDraft(kind, { ...change, id, name: kind.nameOf(change.after ?? state) });
  }
}

/** Name of a column in an entry: the property, and for a relation's key the column itself. */
export function toColumnName(column: ColumnMetadata): string {
  return column.relationMetadata === undefined ? column.propertyPath : column.databaseName;
}

/** The columns of an entity that are known, by {@link toColumnName}. */
export function toRowState(metadata: EntityMetadata, entity: ObjectLiteral): RowState {
  return toAuditState(
    Object.fromEntries(
      metadata.columns.map((column) => [toColumnName(column), column.getEntityValue(entity) as unknown]),
    ),
  ) as RowState;
}

/** A state with what an entity says of some columns. */
export function withColumns(state: RowState, columns: readonly ColumnMetadata[], entity: ObjectLiteral): RowState {
  const values = columns.map((column) => [toColumnName(column), column.getEntityValue(entity) as unknown]);
  return { ...state, ...(toAuditState(Object.fromEntries(values)) as RowState) };
}
