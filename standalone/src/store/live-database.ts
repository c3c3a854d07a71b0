import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { StoreError } from './store-error.ts';

/** What a file holds. Times and ids are those of its rows; both are undefined in an empty file. */
export interface FileBounds {
  readonly rows: number;
  readonly minUnixNano: bigint | undefined;
  readonly maxUnixNano: bigint | undefined;
  readonly firstId: bigint | undefined;
  readonly lastId: bigint | undefined;
}

/** Layout of a file: its version stands in `user_version`; `table` has the columns `id` and `ts`. */
export interface FileLayout {
  readonly version: number;
  readonly table: string;
  readonly schema: string;
}

/** A file that is being written: one connection, durable commits. */
export class LiveDatabase {
  readonly path: string;
  readonly #database: DatabaseSync;
  readonly #layout: FileLayout;

  /** Opens or creates the file. */
  constructor(path: string, layout: FileLayout) {
    this.path = path;
    this.#layout = layout;
    this.#database = new DatabaseSync(path, { timeout: 5_000 });
    try {
      this.#prepareFile();
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  #prepareFile(): void {
    // Pages of 8 KiB hold several records each; the log is moved into the file every 32 MiB.
    this.exec(
      'PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000',
    );
    const version = Number(this.prepare('PRAGMA user_version').get()?.['user_version']);
    if (version === this.#layout.version) return;
    if (version !== 0) {
      throw new StoreError(
        `${this.path} has the layout ${version}; this version of Botscope knows ${this.#layout.version}`,
      );
    }
    this.exec(`BEGIN; ${this.#layout.schema}; PRAGMA user_version = ${this.#layout.version}; COMMIT`);
  }

  /** Prepares a statement of this file. */
  prepare(sql: string): StatementSync {
    return this.#database.prepare(sql);
  }

  /** Runs statements without values. */
  exec(sql: string): void {
    this.#database.exec(sql);
  }

  /** Whether a transaction is open. */
  get isInTransaction(): boolean {
    return this.#database.isTransaction;
  }

  /** Starts a transaction. */
  begin(): void {
    this.exec('BEGIN IMMEDIATE');
  }

  /** Commits; when it returns, the rows are on disk. */
  commit(): void {
    this.exec('COMMIT');
  }

  /** Takes back the open transaction, if there is one. */
  rollback(): void {
    if (this.isInTransaction) this.exec('ROLLBACK');
  }

  /** Looks through the whole file; throws when a page or an index is damaged. */
  checkIntegrity(): void {
    const answer = this.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    if (answer !== 'ok') throw new StoreError(`${this.path} is damaged: ${String(answer)}`);
  }

  /** What the file holds now. */
  bounds(): FileBounds {
    const statement = this.prepare(
      `SELECT (SELECT count(*) FROM ${this.#layout.table}) AS rows, (SELECT min(ts) FROM ${this.#layout.table}) AS min, (SELECT max(ts) FROM ${this.#layout.table}) AS max, (SELECT min(id) FROM ${this.#layout.table}) AS first, (SELECT max(id) FROM ${this.#layout.table}) AS last`,
    );
    statement.setReadBigInts(true);
    const row = statement.get() as Record<'rows' | 'min' | 'max' | 'first' | 'last', bigint | null>;
    return {
      rows: Number(row.rows),
      minUnixNano: row.min ?? undefined,
      maxUnixNano: row.max ?? undefined,
      firstId: row.first ?? undefined,
      lastId: row.last ?? undefined,
    };
  }

  /** Closes the file; what was committed stays, what was not is gone. */
  close(): void {
    try {
      this.rollback();
      this.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // A full disk: the write-ahead log stays beside the file and is read with it.
    } finally {
      this.#database.close();
    }
  }
}
