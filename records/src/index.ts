/** Reading side: records from Loki or the standalone store, filters, paging, and what pages are made of. No I/O. */
export { toUnixNano, toUnixMillis, clipTimeRange, type TimeRange } from './time-range.ts';
export type { LokiArea, LokiPath, LokiRequest, LokiTransport } from './loki/loki-transport.ts';
export type { LabelMap, LokiEntry } from './loki/loki-entry.ts';
export { toLokiEntry, type EmittedRecord } from './loki/to-loki-entry.ts';
export type { MatrixSeries, VectorSample } from './loki/metric-series.ts';
export {
  createLokiClient,
  MAX_ENTRIES,
  type LogRequest,
  type MatrixRequest,
  type VectorRequest,
  type LabelsRequest,
  type VolumeRequest,
  type LokiClient,
} from './loki/loki-client.ts';
export { createQueryContexts, type QueryContexts } from './loki/query-contexts.ts';
export { parseTailFrame, type TailRecords } from './live/parse-tail-frame.ts';
export { createRecordWindow, type RecordWindow, type RecordWindowView } from './live/record-window.ts';
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
export { type OmittedContent } from './record/bot-record.ts';
export { readUidMillis } from './record/uid-time.ts';
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
export { parseRecord } from './record/parse-record.ts';
export { readAttribute } from './record/read-attribute.ts';
export { compareNewestFirst } from './record/record-order.ts';
export { keptUntil, type KeptUntil } from './retention/kept-until.ts';
export { FilterValueError } from './logql/id-order.ts';
export { DEFAULT_INDEXED_LABELS } from './logql/log-query.ts';
export { matchesAudit } from './filters/matches-audit.ts';
export { matchesApiCall } from './filters/matches-api-call.ts';
export { matchesLog } from './filters/matches-log.ts';
export { buildAuditQuery, buildEntityHistoryQuery } from './queries/audit-query.ts';
export { buildApiCallQueries } from './queries/api-call-query.ts';
export { buildLogQuery } from './queries/log-record-query.ts';
export {
  buildConversationQuery,
  buildLiveQuery,
  buildTurnQuery,
  buildRecordByUidQuery,
} from './queries/conversation-query.ts';
export { buildOutcomeHistogram, buildCount, buildDurationPercentile } from './queries/metric-query.ts';
export { type PageCursor } from './paging/page-cursor.ts';
export { type PagingProgress } from './paging/paging-progress.ts';
export { createPager, type RecordPage, type Pager, type PagerOptions } from './paging/pager.ts';
export { collectRecords, type CollectOptions } from './paging/collect-records.ts';
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
export { type AssemblyOptions } from './assembly/conversation-status.ts';
export { assembleConversation } from './assembly/assemble-conversation.ts';
export { createConversationAssembler, type ConversationAssembler } from './assembly/conversation-assembler.ts';
export { findConversationKeys } from './assembly/conversation-key.ts';
export {
  listOmitted,
  toConversationCompleteness,
  type ConversationCompleteness,
} from './assembly/conversation-completeness.ts';
export { hasFailed, listFailures, type Failure } from './assembly/failures.ts';
export { groupByFlow, type FlowGroup } from './assembly/flow-groups.ts';
export { findHandovers, findPresentHandover, type Handover } from './assembly/handovers.ts';
export { findPendingWaits, type PendingWait } from './assembly/pending-waits.ts';
export { findStepRuns, type StepRun } from './assembly/step-runs.ts';
export { endsFlow, findUnreached, type UnreachedStep } from './assembly/unreached-steps.ts';
export { toWaterfall, type Waterfall, type WaterfallBar, type WaterfallCall } from './assembly/waterfall.ts';
export { type ConversationRow } from './conversations/conversation-row.ts';
export { type ListedFlag, type ListOptions } from './conversations/listed-flag.ts';
export { foldConversations } from './conversations/fold-conversations.ts';
export { matchesConversation } from './conversations/matches-conversation.ts';
export { isListed, type ListingOptions } from './conversations/is-listed.ts';
export { buildTurnHistogramQuery } from './conversations/list-queries.ts';
export { readTurnHistogram, type TurnBar, type TurnHistogramOptions } from './conversations/turn-histogram.ts';
export { readTurnValues, type SeenFlow, type TurnValues, type TurnValuesOptions } from './conversations/turn-values.ts';
export { TooManyConversationsError } from './conversations/too-many-conversations-error.ts';
export {
  createConversationPager,
  type ConversationPage,
  type ConversationPager,
  type ConversationPagerOptions,
} from './conversations/conversation-pager.ts';
export { toFailurePoint, type FailurePoint } from './changes-before/failure-point.ts';
export { rankChanges, type ChangeBefore, type Nearness } from './changes-before/rank-changes.ts';
export {
  type FlowExample,
  type FlowFilter,
  type FlowKey,
  type FlowRow,
  type FlowStepRow,
  type LastSeen,
} from './flows/flow-row.ts';
export { readFlows, type FlowsRequest } from './flows/read-flows.ts';
export { readFlowSteps, type FlowSteps, type FlowStepsRequest } from './flows/read-flow-steps.ts';
export { toFlowKeyText } from './flows/fold-flows.ts';
export { renderCurl } from './rendering/render-curl.ts';
export {
  toConversationFixture,
  toFixtureTurn,
  type ConversationFixture,
  type FixtureCall,
  type FixtureMessage,
  type FixtureStep,
  type FixtureTurn,
} from './rendering/conversation-fixture.ts';
export { type ValueReader } from './variables/value-reader.ts';
export {
  type Gap,
  type GapReason,
  type KnownVariable,
  type PointChange,
  type SnapshotCheck,
  type VariableHistory,
  type VariablePoint,
} from './variables/variable-history.ts';
export { readStepChanges, type ToldChange } from './variables/read-changes.ts';
export { buildVariableHistory } from './variables/build-variable-history.ts';
export { mayBeOutdated, toVariableState, type VariableState } from './variables/to-variable-state.ts';
export {
  toQuestionText,
  type PathSegment,
  type VariableCondition,
  type VariableQuestion,
} from './variables/variable-question.ts';
export { parseVariableQuestion, type ParsedQuestion } from './variables/parse-variable-question.ts';
export { findVariableChanges, type PathChange } from './variables/find-variable-changes.ts';
export type { Explanation, ExplanationTable } from './explanations/explanation.ts';
export {
  EXPLANATION_CATALOGUE,
  explainOutcome,
  explainRecord,
  explainStep,
  explainStepFailure,
  type ExplanationSection,
} from './explanations/explain.ts';
