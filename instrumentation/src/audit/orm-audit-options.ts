import { ENTITY_TYPES, type AuditCategory } from '@botscope/conventions';
import type { ChangeRecorderOptions } from './change-recorder.ts';
import type { RowKind } from './row-change.ts';

/** How the rows of an entity are audited. */
export interface EntityAuditOptions {
  /** `bot.audit.entity.type`; the table's name when absent. */
  readonly entityType?: string;
  /**
   * When absent: as of every entry where the entity type is given here or is one of `ENTITY_TYPES`, else `db_transaction`.
   */
  readonly category?: AuditCategory;
  /** Columns whose values are not kept; that they have changed is. */
  readonly exclude?: readonly string[];
  /** A row's own name; its column `name` when absent. */
  readonly nameOf?: (row: Readonly<Record<string, unknown>>) => string | undefined;
}

/** What an ORM's changes are audited with. */
export interface OrmAuditOptions extends ChangeRecorderOptions {
  /** By entity name or table name; false: not audited. */
  readonly entities?: Readonly<Record<string, EntityAuditOptions | boolean>>;
  /** Whether entities are audited that `entities` does not name; true by default. */
  readonly others?: boolean;
  /**
   * Rows of one statement that get an entry each; 1,000 by default. A statement that concerns more gets one entry that says
   * how many, without their states.
   */
  readonly rowLimit?: number;
}

/** Rows of one statement that get an entry each. */
export const DEFAULT_ROW_LIMIT = 1_000;

/** What the entries of an entity's rows have in common. */
export interface OrmRowKind extends RowKind {
  readonly nameOf: (row: Readonly<Record<string, unknown>>) => string | undefined;
}

/** How an entity is audited; undefined: it is not. `unselected` are columns that the ORM does not read by itself. */
export function toOrmRowKind(
  { entities = {}, others = true }: OrmAuditOptions,
  entityName: string,
  tableName: string,
  unselected: readonly string[] = [],
): OrmRowKind | undefined {
  const given = entities[entityName] ?? entities[tableName] ?? others;
  if (given === false) return undefined;
  const { entityType = tableName, category, exclude = [], nameOf = toOwnName } = given === true ? {} : given;
  const isNamed =
    (given !== true && given.entityType !== undefined) || ENTITY_TYPES.some(({ id }) => id === entityType);
  return {
    entityType,
    category: category ?? (isNamed ? undefined : 'db_transaction'),
    exclude: [...exclude, ...unselected],
    nameOf,
  };
}

function toOwnName(row: Readonly<Record<string, unknown>>): string | undefined {
  return typeof row['name'] === 'string' ? row['name'] : undefined;
}
