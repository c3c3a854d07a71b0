import type { LokiArea } from '../loki/loki-transport.ts';
import { DEFAULT_INDEXED_LABELS, renderLogQuery, renderSelector, type LogQuery } from '../logql/log-query.ts';

/** A query for records, ready for a pager. */
export interface RecordQuery {
  readonly area: LokiArea;
  readonly logql: string;
  /** The stream selector alone. */
  readonly selector: string;
  /** Narrows the pager's range, inclusive. */
  readonly startUnixNano?: bigint;
  /** Narrows the pager's range, exclusive. */
  readonly endUnixNano?: bigint;
}

/** What builders know of the store they build for. */
export interface QueryContext {
  /**
   * Names that are index labels there, from `labels`; others are compared in the pipeline. Default: the labels that
   * the provisioned Loki and standalone index.
   */
  readonly indexedLabels?: ReadonlySet<string>;
}

/** Names a conversation. Bot and environment narrow the search; a UID alone is enough. */
export interface ConversationAddress {
  readonly environment?: string;
  readonly bot?: string;
  readonly uid: string;
}

/** A query as the store of the context understands it. */
export function toRecordQuery(
  area: LokiArea,
  query: LogQuery,
  context: QueryContext = {},
  bounds: Pick<RecordQuery, 'startUnixNano' | 'endUnixNano'> = {},
): RecordQuery {
  const indexedLabels = context.indexedLabels ?? DEFAULT_INDEXED_LABELS;
  return {
    area,
    logql: renderLogQuery(query, indexedLabels),
    selector: renderSelector(query, indexedLabels),
    ...bounds,
  };
}
