import type { RetentionClass } from '@botscope/conventions';
import type { Conversation, ConversationKey } from './assembly/conversation.ts';
import type { ConversationRow } from './conversations/conversation-row.ts';
import type { ApiCallFilter } from './filters/api-call-filter.ts';
import type { AuditFilter } from './filters/audit-filter.ts';
import type { ConversationFilter } from './filters/conversation-filter.ts';
import type { LogFilter } from './filters/log-filter.ts';
import type { LokiArea } from './loki/loki-transport.ts';
import type { LokiClient, LokiEntry } from './loki/loki-client.ts';
import type { PagingProgress } from './paging/pager.ts';
import type { ConversationAddress, QueryContext, RecordQuery } from './queries/record-query.ts';
import type { BotRecord } from './record/bot-record.ts';
import type { TimeRange } from './time-range.ts';

/** A record from an entry. Never throws: what cannot be read is absent. */
export declare function parseRecord(entry: LokiEntry): BotRecord;
/** Text of an attribute of a record, by its name as emitted; metadata before labels. */
export declare function readAttribute(
  record: Pick<BotRecord, 'metadata' | 'labels'>,
  attribute: string,
): string | undefined;
/** Newest first: time descending, then uid descending. */
export declare function compareNewestFirst(a: BotRecord, b: BotRecord): number;

/** Audit changes, newest first. Relative times count back from `nowUnixNano`. */
export declare function buildAuditQueries(
  filter: AuditFilter,
  nowUnixNano: bigint,
  context?: QueryContext,
): readonly RecordQuery[];
/** Whether a record is one that the filter asks for, decided without a store. */
export declare function matchesAudit(record: BotRecord, filter: AuditFilter, nowUnixNano: bigint): boolean;
/** Audit history of one entity. */
export declare function buildEntityHistoryQuery(
  entity: { readonly type: string; readonly id: string },
  context?: QueryContext,
): RecordQuery;
/** API calls and script exceptions; two queries when the text looks like an id. */
export declare function buildApiCallQueries(filter: ApiCallFilter, context?: QueryContext): readonly RecordQuery[];
/** Whether a record is one that the filter asks for, decided without a store. */
export declare function matchesApiCall(record: BotRecord, filter: ApiCallFilter): boolean;
/** Log records. */
export declare function buildLogQuery(filter: LogFilter, context?: QueryContext): RecordQuery;
/** Whether a record is one that the filter asks for, decided without a store. */
export declare function matchesLog(record: BotRecord, filter: LogFilter): boolean;
/** All records of one conversation that `conversations:read` covers. */
export declare function buildConversationQuery(address: ConversationAddress, context?: QueryContext): RecordQuery;
/** All records of one turn that `conversations:read` covers. */
export declare function buildTurnQuery(
  address: Partial<ConversationAddress> & { readonly turnId: string },
  context?: QueryContext,
): RecordQuery;
/** One record by `log.record.uid`. */
export declare function buildRecordByUidQuery(area: LokiArea, uid: string, context?: QueryContext): RecordQuery;

/** LogQL: records per step, one series per outcome; pinned copies not counted. */
export declare function buildOutcomeHistogram(query: RecordQuery, stepSeconds: number): string;
/** LogQL: number of records in the `rangeSeconds` before the moment asked; pinned copies not counted. */
export declare function buildCount(query: RecordQuery, rangeSeconds: number): string;
/** LogQL: a percentile (0 … 1) of `bot.duration_ms` per step, one series per integration. */
export declare function buildDurationPercentile(query: RecordQuery, quantile: number, stepSeconds: number): string;
/** Completed turns of the list's filter (environment, bot and what a turn record carries), for its histogram. */
export declare function buildTurnHistogramQuery(filter: ConversationFilter, context?: QueryContext): RecordQuery;

/** What assembly needs besides the records. */
export interface AssemblyOptions {
  readonly nowUnixNano: bigint;
  /** Default 30: without activity for so long a conversation has ended. */
  readonly idleMinutes?: number;
}
/** A conversation from its records in any order, duplicates allowed; undefined when there are none. */
export declare function assembleConversation(
  records: readonly BotRecord[],
  options: AssemblyOptions,
): Conversation | undefined;

/** Options of the conversation list. */
export interface ListOptions extends AssemblyOptions {
  /** Flagged conversations, from the sidecar. */
  readonly flags?: readonly ConversationKey[];
}
/** Rows from turn, conversation and message records in any order, newest activity first. */
export declare function foldConversations(
  records: readonly BotRecord[],
  options: ListOptions,
): readonly ConversationRow[];
/** Whether a row meets the parts of the filter that a row can tell; text in messages is not among them. */
export declare function matchesConversation(row: ConversationRow, filter: ConversationFilter): boolean;
/** Whether the list shows a conversation yet: production ones only so long after their end; 0 minutes shows all at once. */
export declare function isListed(
  row: Pick<ConversationRow, 'key' | 'endedUnixNano'>,
  options: { readonly nowUnixNano: bigint; readonly productionDelayMinutes?: number },
): boolean;

/** A filter matched more conversations than a list can be made of; the person should narrow the range. */
export declare class TooManyConversationsError extends Error {
  /** Most conversations that a text filter may match. */
  readonly limit: number;
}

/** Rows of a page of the list. */
export interface ConversationPage {
  readonly rows: readonly ConversationRow[];
  readonly done: boolean;
  readonly progress: PagingProgress;
}
/** Pages through conversations, newest activity first. */
export interface ConversationPager {
  /** The next rows. Rejects with {@link TooManyConversationsError}; can be called again after any rejection. */
  nextPage(signal?: AbortSignal): Promise<ConversationPage>;
}
/** What a conversation pager works on. */
export interface ConversationPagerOptions extends ListOptions {
  readonly client: LokiClient;
  readonly filter: ConversationFilter;
  /** Ignored for `flagged: true`. */
  readonly range: TimeRange;
  /** Default 50. */
  readonly pageSize?: number;
  /** Default 15. */
  readonly productionDelayMinutes?: number;
  readonly context?: QueryContext;
  readonly onProgress?: (progress: PagingProgress) => void;
}
/** A pager over the conversations that a filter asks for. */
export declare function createConversationPager(options: ConversationPagerOptions): ConversationPager;

/** Until when a record is kept. */
export interface KeptUntil {
  readonly retentionClass: RetentionClass;
  readonly days: number;
  readonly untilUnixMillis: number;
}
/** Until when the store keeps a record, by its retention class. */
export declare function keptUntil(
  record: Pick<BotRecord, 'kind' | 'outcome' | 'pinned' | 'timestampUnixNano'>,
): KeptUntil;
