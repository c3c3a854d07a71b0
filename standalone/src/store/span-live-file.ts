import type { StatementSync } from 'node:sqlite';
import { LiveDatabase, type FileBounds } from './live-database.ts';
import type { LiveFile } from './live-file.ts';
import { formatSpan } from './span-json.ts';
import { SPAN_LAYOUT } from './span-layout.ts';
import type { StoredSpan } from './span-reader.ts';

/** The live file of the spans. */
export class SpanLiveFile implements LiveFile<StoredSpan> {
  readonly path: string;
  readonly #database: LiveDatabase;
  readonly #insert: StatementSync;

  constructor(path: string) {
    this.path = path;
    this.#database = new LiveDatabase(path, SPAN_LAYOUT);
    this.#insert = this.#database.prepare(
      `INSERT INTO spans (id, ts, trace, span_id, kind, request) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (trace, span_id, kind) DO NOTHING`,
    );
  }

  begin(): void {
    if (this.#database.isInTransaction) this.rollback();
    this.#database.begin();
  }

  append(stored: StoredSpan, id: bigint): void {
    const { traceId, spanId, kind, startTimeUnixNano } = stored.span;
    this.#insert.run(id, startTimeUnixNano, traceId, spanId, kind, formatSpan(stored));
  }

  commit(): void {
    this.#database.commit();
  }

  rollback(): void {
    this.#database.rollback();
  }

  undo(firstId: bigint): void {
    this.#database.begin();
    this.#database.prepare('DELETE FROM spans WHERE id >= ?').run(firstId);
    this.#database.commit();
  }

  checkIntegrity(): void {
    this.#database.checkIntegrity();
  }

  bounds(): FileBounds {
    return this.#database.bounds();
  }

  close(): void {
    this.#database.close();
  }
}
