import type { FileLayout } from './live-database.ts';

/** A file of spans. `request` is the span as `span-json.ts` writes it. A span sent again is stored once. */
export const SPAN_LAYOUT: FileLayout = {
  version: 1,
  table: 'spans',
  schema: `
    CREATE TABLE spans (
      id INTEGER PRIMARY KEY, ts INTEGER NOT NULL, trace TEXT NOT NULL, span_id TEXT NOT NULL, kind INTEGER NOT NULL,
      request TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX spans_trace ON spans (trace, span_id, kind);
    CREATE INDEX spans_time ON spans (ts)`,
};
