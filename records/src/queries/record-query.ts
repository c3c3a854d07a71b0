import type { LokiArea } from '../loki/loki-transport.ts';

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
