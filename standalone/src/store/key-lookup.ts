import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** A table `(id, key)` of a file that is being read, each key parsed once. Follows a live file. Rows of the database are arrays. */
export class KeyLookup<T> {
  readonly #select: StatementSync;
  readonly #parse: (key: string) => T;
  readonly #values: T[] = [];

  constructor(database: DatabaseSync, table: string, parse: (key: string) => T) {
    this.#select = database.prepare(`SELECT key FROM ${table} WHERE id > ? ORDER BY id`);
    this.#parse = parse;
  }

  /** The value of an id that a row names. */
  get(id: number): T {
    if (id > this.#values.length) this.refresh();
    const value = this.#values[id - 1];
    if (value === undefined) throw new Error(`a row names the id ${id}, which its file does not have`);
    return value;
  }

  /** All values with their ids, those added since the last look included. */
  entries(): (readonly [id: number, value: T])[] {
    this.refresh();
    return this.#values.map((value, index) => [index + 1, value] as const);
  }

  /** Reads what was added. */
  refresh(): void {
    const rows = this.#select.all(this.#values.length) as unknown as [key: string][];
    for (const [key] of rows) this.#values.push(this.#parse(key));
  }
}
