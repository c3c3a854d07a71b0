import type { AuditActor, AuditEntity, AuditReceipt, AuditRecorder } from '../api/audit.ts';

/** What every operation may say; of one that failed, `errorType` says why. */
interface Operation {
  /** The actor of the running code when absent. */
  readonly actor?: AuditActor;
  /** Of an operation that failed or was refused. */
  readonly errorType?: string;
  readonly context?: object;
}

/** Access to a file. */
export interface FileAccess extends Operation {
  readonly action: 'READ' | 'DOWNLOADED' | 'UPLOADED' | 'CREATED' | 'UPDATED' | 'MOVED' | 'DELETED';
  readonly file: {
    /** Path or object key; the entity's name. */
    readonly path: string;
    readonly id?: string;
    readonly sizeBytes?: number;
    /** SHA-256 of the content, lower-case hex. */
    readonly sha256?: string;
  };
}

/** A transaction of a database, or a statement that no ORM's audit sees, such as a migration. */
export interface DatabaseTransaction extends Operation {
  readonly action: 'COMMITTED' | 'ROLLED_BACK' | 'CREATED' | 'UPDATED' | 'DELETED';
  /** The database, or a table of it. */
  readonly database: { readonly name: string; readonly id?: string; readonly type?: 'database' | 'table' };
  /** Rows that it concerned. */
  readonly rows?: number;
  /** Statements without their parameters. */
  readonly statements?: readonly string[];
}

/** Something that an administrator does: a change of settings, of roles, an export, a purge. */
export interface AdminOperation extends Operation {
  readonly action: string;
  readonly entity: AuditEntity;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Records access to a file, in category `file_access` with entity type `file`. Rejects as `audit.record` does. */
export function recordFileAccess(audit: AuditRecorder, { file, ...operation }: FileAccess): Promise<AuditReceipt> {
  const { path, id, ...facts } = file;
  const entity = { type: 'file', name: path, ...(id === undefined ? {} : { id }) };
  return record(audit, 'file_access', operation, entity, facts);
}

/** Records a transaction, in category `db_transaction`. Rejects as `audit.record` does. */
export function recordTransaction(
  audit: AuditRecorder,
  { database, rows, statements, ...operation }: DatabaseTransaction,
): Promise<AuditReceipt> {
  const facts = { ...(rows === undefined ? {} : { rows }), ...(statements === undefined ? {} : { statements }) };
  return record(audit, 'db_transaction', operation, { type: 'database', ...database }, facts);
}

/** Records an administrative operation, in category `admin`. Rejects as `audit.record` does. */
export function recordAdminOperation(
  audit: AuditRecorder,
  { entity, ...operation }: AdminOperation,
): Promise<AuditReceipt> {
  return record(audit, 'admin', operation, entity, {});
}

function record(
  audit: AuditRecorder,
  category: 'file_access' | 'db_transaction' | 'admin',
  { errorType, context, ...operation }: Operation & { readonly action: string },
  entity: AuditEntity,
  facts: object,
): Promise<AuditReceipt> {
  const failure = errorType === undefined ? {} : { outcome: 'error' as const, errorType };
  return audit.record({ ...operation, ...failure, category, entity, context: { ...facts, ...context } });
}
