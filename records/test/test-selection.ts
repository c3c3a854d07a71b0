import type { LokiEntry } from '../src/loki/loki-entry.ts';
import type { RecordQuery } from '../src/queries/record-query.ts';
import { compileLogql } from './test-logql.ts';

/** Whether one of the queries, within its bounds, selects an entry. */
export function isSelected(queries: readonly RecordQuery[], entry: LokiEntry): boolean {
  return queries.some(({ logql, startUnixNano, endUnixNano }) => {
    const { timestampUnixNano } = entry;
    if (startUnixNano !== undefined && timestampUnixNano < startUnixNano) return false;
    if (endUnixNano !== undefined && timestampUnixNano >= endUnixNano) return false;
    return compileLogql(logql)(entry);
  });
}
