/** Reading side: records from Loki or the standalone store, filters, paging, and what pages are made of. No I/O. */
export { toUnixNano, toUnixMillis, clipTimeRange, type TimeRange } from './time-range.ts';
export type { LokiArea, LokiPath, LokiRequest, LokiTransport } from './loki/loki-transport.ts';
export {
  createLokiClient,
  MAX_ENTRIES,
  type LabelMap,
  type LokiEntry,
  type MatrixSeries,
  type VectorSample,
  type LogRequest,
  type MatrixRequest,
  type VectorRequest,
  type LabelsRequest,
  type VolumeRequest,
  type LokiClient,
} from './loki/loki-client.ts';
export { LokiAnswerError } from './loki/loki-answer-error.ts';
export {
  AUDIT_OPERATORS,
  type AuditColumn,
  type AuditTime,
  type AuditFilterRow,
  type AuditFilter,
} from './filters/audit-filter.ts';
export type { ApiCallFilter } from './filters/api-call-filter.ts';
export type { LogFilter } from './filters/log-filter.ts';
export type { ConversationFilter } from './filters/conversation-filter.ts';
export type { RecordQuery, QueryContext, ConversationAddress } from './queries/record-query.ts';
export type {
  Actor,
  RecordCommon,
  ConversationRecord,
  MessageRecord,
  TurnRecord,
  FlowRecord,
  StepRecord,
  LogRecord,
  ApiSource,
  ApiCallRecord,
  ScriptExceptionRecord,
  ReceivedEventRecord,
  AuditRecord,
  AuditCheckpointRecord,
  AlertRecord,
  FlagRecord,
  SnapshotRecord,
  OtherRecord,
  BotRecord,
} from './record/bot-record.ts';
export {
  createPager,
  collectRecords,
  type PageCursor,
  type PagingProgress,
  type RecordPage,
  type Pager,
  type PagerOptions,
  type CollectOptions,
} from './paging/pager.ts';
export {
  CONVERSATION_STATUSES,
  type ConversationStatus,
  type ConversationKey,
  type Completeness,
  type StepCallDetail,
  type Step,
  type FlowRun,
  type Turn,
  type TimelineEntry,
  type Conversation,
} from './assembly/conversation.ts';
export type { ConversationRow } from './conversations/conversation-row.ts';
export {
  parseRecord,
  readAttribute,
  compareNewestFirst,
  buildAuditQueries,
  matchesAudit,
  buildEntityHistoryQuery,
  buildApiCallQueries,
  matchesApiCall,
  buildLogQuery,
  matchesLog,
  buildConversationQuery,
  buildTurnQuery,
  buildRecordByUidQuery,
  buildOutcomeHistogram,
  buildCount,
  buildDurationPercentile,
  buildTurnHistogramQuery,
  assembleConversation,
  foldConversations,
  matchesConversation,
  isListed,
  TooManyConversationsError,
  createConversationPager,
  keptUntil,
  type AssemblyOptions,
  type ListOptions,
  type ConversationPage,
  type ConversationPager,
  type ConversationPagerOptions,
  type KeptUntil,
} from './stubs.ts';
