/** What a bot records with, on top of the OpenTelemetry providers that the application already runs. */
export { createBotTelemetry } from './create-bot-telemetry.ts';
export { auditRepository } from './repository/audit-repository.ts';
export type { AsyncMethodName, AuditRepositoryOptions, EntityKey } from './repository/audit-repository-options.ts';
export type { RowOperation } from './audit/row-change.ts';
export type { ChangeRecorderOptions } from './audit/change-recorder.ts';
export { auditTransaction } from './audit/audit-transaction.ts';
export {
  recordAdminOperation,
  recordFileAccess,
  recordTransaction,
  type AdminOperation,
  type DatabaseTransaction,
  type FileAccess,
} from './audit/record-operation.ts';
export { ConfigurationError } from '@botscope/conventions';
export { AuditError, AUDIT_ERRORS, type AuditErrorCode } from './audit/audit-error.ts';
export type { BotTelemetry, WaitOptions } from './api/bot-telemetry.ts';
export type { BotTelemetryOptions, CommonOptions, LimitOptions } from './api/options.ts';
export type { FieldRule, RecordField, RedactionOptions } from './api/redaction.ts';
export type { CapturePolicyOptions, CapturePolicyStats } from './api/capture-policy.ts';
export type { Recordable } from './api/recordable.ts';
export type { CarrierSource, SignedCarrierOptions, WaitCarrier, WaitCarrierInput } from './api/wait-carrier.ts';
export type { BotIdentity, ControllerState, EndUser } from './api/bot.ts';
export type { Conversation, ConversationEnd, ConversationOptions, MessageOrigin } from './api/conversation.ts';
export type { Message, MessageInput } from './api/message.ts';
export type { ReceivedEventOptions, Turn, TurnOptions } from './api/turn.ts';
export type { Flow, FlowOptions } from './api/flow.ts';
export type {
  LlmChunk,
  LlmOptions,
  LlmParameters,
  LlmResponse,
  LlmStep,
  LlmToolCallPiece,
  LlmUsage,
} from './api/llm.ts';
export type { HandOverOptions } from './api/hand-over.ts';
export type { StepRunner } from './api/step-runner.ts';
export type { HandOverStep, ScriptConsole, ScriptOptions, ScriptStep, Step, StepOptions } from './api/step.ts';
export type { Variables } from './api/variables.ts';
export type { EventRecord } from './api/event-record.ts';
export type { LogEntry } from './api/log-entry.ts';
export type {
  ApiCall,
  ApiCallContent,
  ApiCallSource,
  FetchRecordOptions,
  HeadersInput,
  Person,
  RecordedFetch,
  RecordedRequestInit,
} from './api/api-call.ts';
export type {
  ActorSource,
  AuditActor,
  AuditEntity,
  AuditEntry,
  AuditReceipt,
  AuditRecorder,
  AuditRecordOptions,
} from './api/audit.ts';
export type { QueueStats, TelemetryStats } from './api/stats.ts';
