import type { StatementSync } from 'node:sqlite';
import type { LiveDatabase } from './live-database.ts';

/** A table `(id, key)` of a file that is being written: texts that many rows share. */
export class KeyTable {
  readonly #ids = new Map<string, number>();
  readonly #insert: StatementSync;
  readonly #select: StatementSync;
  #isStale = true;

  constructor(database: LiveDatabase, table: string) {
    this.#insert = database.prepare(`INSERT INTO ${table} (id, key) VALUES (?, ?)`);
    this.#select = database.prepare(`SELECT id, key FROM ${table}`);
  }

  /** The id of a key, inserted when new. */
  idOf(key: string): number {
    if (this.#isStale) this.#load();
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#ids.size + 1;
    this.#insert.run(id, key);
    this.#ids.set(key, id);
    return id;
  }

  /** To be called after a transaction was taken back: what it inserted is gone. */
  forget(): void {
    this.#isStale = true;
  }

  #load(): void {
    this.#ids.clear();
    for (const row of this.#select.all()) this.#ids.set(row['key'] as string, row['id'] as number);
    this.#isStale = false;
  }
}
