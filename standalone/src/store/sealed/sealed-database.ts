import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { StoreError } from '../store-error.ts';
import { SEALED_VERSION } from './sealed-layout.ts';

/** Pages that one open file keeps in memory; what is read again comes from the system's cache. */
const CACHED_PAGES = 8;

/** A sealed file, open for reading. Rows are arrays, and integers are bigint unless a query says otherwise. */
export class SealedDatabase {
  /** For tables of keys. */
  readonly connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** @throws StoreError when a later version wrote the file */
  constructor(path: string) {
    const url = pathToFileURL(path);
    // Nobody writes it, so nobody has to be kept out.
    url.searchParams.set('immutable', '1');
    this.connection = new DatabaseSync(url, { readOnly: true, readBigInts: true, returnArrays: true });
    try {
      this.connection.exec(`PRAGMA cache_size = ${CACHED_PAGES}`);
      this.#checkVersion(path);
    } catch (error) {
      this.connection.close();
      throw error;
    }
  }

  /** The first row, or undefined. */
  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepare(sql, true).get(...values) as unknown as Row | undefined;
  }

  /** All rows. */
  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#prepare(sql, true).all(...values) as unknown as Row[];
  }

  /** All rows, of which every integer is small. */
  allSmall<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#prepare(sql, false).all(...values) as unknown as Row[];
  }

  close(): void {
    this.connection.close();
  }

  #prepare(sql: string, readBigInts: boolean): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.connection.prepare(sql);
    statement.setReadBigInts(readBigInts);
    this.#statements.set(sql, statement);
    return statement;
  }

  #checkVersion(path: string): void {
    const version = this.get<[bigint]>('PRAGMA user_version')?.[0];
    if (version === BigInt(SEALED_VERSION)) return;
    throw new StoreError(`${path} has the layout ${version}; this version of Botscope knows ${SEALED_VERSION}`);
  }
}
