import type {
  AlertBody,
  ApiCallBody,
  AuditBody,
  ConversationBody,
  FlagBody,
  FlowBody,
  Json,
  LogLevel,
  MessageBody,
  Outcome,
  RecordKind,
  ReceivedEventBody,
  ScriptExceptionBody,
  StepBody,
  TurnBody,
  VariablesSnapshotBody,
} from '@botscope/conventions';
import type { LabelMap } from '../loki/loki-entry.ts';

/** A person or system that acted. */
export interface Actor {
  readonly id?: string;
  readonly name?: string;
  readonly email?: string;
}

/** Content that the capture policy can keep out of a body: input and output, variables, bodies of calls. */
export const OMITTED_CONTENTS = ['io', 'variables', 'bodies'] as const;
/** Content that the capture policy can keep out of a body. */
export type OmittedContent = (typeof OMITTED_CONTENTS)[number];

/** What every record has. A field that the record does not carry, or carries in an unreadable form, is absent. */
export interface RecordCommon {
  /** `log.record.uid`; for a record without one a key derived from time, attributes and body. De-duplicate by it. */
  readonly uid: string;
  /** True when the record carries no uid of its own, so that no link to it can be followed. */
  readonly uidDerived: boolean;
  /** When it was emitted. */
  readonly timestampUnixNano: bigint;
  /** When what it tells began: emission minus duration. */
  readonly startUnixNano: bigint;
  readonly kind: RecordKind;
  /** Event name; absent for records of other applications. */
  readonly event?: string;
  readonly outcome?: Outcome;
  readonly level: LogLevel;
  readonly environment?: string;
  readonly service?: string;
  readonly serviceInstance?: string;
  readonly botId?: string;
  readonly botName?: string;
  readonly botVersion?: string;
  /** Conversation UID, or the session id where there is none. */
  readonly conversationId?: string;
  readonly turnId?: string;
  readonly turnIndex?: number;
  readonly flowId?: string;
  readonly flowName?: string;
  readonly flowTrigger?: string;
  readonly stepId?: string;
  readonly stepName?: string;
  readonly stepType?: string;
  readonly stepIndex?: number;
  readonly controllerState?: string;
  readonly channel?: string;
  /** The chatbot's user: id or pseudonym. */
  readonly endUserId?: string;
  readonly endUserName?: string;
  /** Who acted on the platform; never the chatbot's user. */
  readonly actor?: Actor;
  /** 32 hex digits. */
  readonly traceId?: string;
  /** 16 hex digits. */
  readonly spanId?: string;
  readonly durationMillis?: number;
  readonly errorType?: string;
  readonly errorFingerprint?: string;
  readonly exceptionType?: string;
  readonly exceptionMessage?: string;
  /** What the capture policy kept out of the body; absent when nothing was: what is not there was not given. */
  readonly captureOmitted?: readonly OmittedContent[];
  /** True for a copy that is kept long. */
  readonly pinned: boolean;
  /** Stream labels as stored. */
  readonly labels: LabelMap;
  /** Structured metadata as stored. */
  readonly metadata: LabelMap;
  /** The body as stored. */
  readonly line: string;
  /** Why the body could not be read as JSON. */
  readonly bodyError?: string;
}

/** `bot.conversation.started` and `.ended`. */
export interface ConversationRecord extends RecordCommon {
  readonly type: 'conversation';
  readonly phase: 'started' | 'ended';
  readonly turnCount?: number;
  readonly errorCount?: number;
  readonly apiErrorCount?: number;
  readonly endReason?: string;
  readonly body?: ConversationBody;
}

/** `bot.message.received` and `.sent`. */
export interface MessageRecord extends RecordCommon {
  readonly type: 'message';
  /** `received`: from the end user. */
  readonly direction: 'received' | 'sent';
  readonly messageId?: string;
  readonly messageType?: string;
  readonly body?: MessageBody;
}

/** `bot.turn.completed`. */
export interface TurnRecord extends RecordCommon {
  readonly type: 'turn';
  readonly stepCount?: number;
  readonly spanCount?: number;
  readonly apiCallCount?: number;
  readonly apiErrorCount?: number;
  readonly errorCount?: number;
  /** True when the capture policy asked for its trace to be kept whatever sampling would do. */
  readonly samplingKept: boolean;
  readonly body?: TurnBody;
}

/** `bot.flow.started` and `.completed`. */
export interface FlowRecord extends RecordCommon {
  readonly type: 'flow';
  readonly phase: 'started' | 'completed';
  readonly body?: FlowBody;
}

/** `bot.step.started` and `.completed`. */
export interface StepRecord extends RecordCommon {
  readonly type: 'step';
  readonly phase: 'started' | 'completed';
  readonly nextStepId?: string;
  readonly apiCallCount?: number;
  readonly apiErrorCount?: number;
  readonly body?: StepBody;
}

/** `bot.log`, and log records of other applications that carry no event. */
export interface LogRecord extends RecordCommon {
  readonly type: 'log';
  readonly label?: string;
  readonly scope?: string;
  /** The logged value; text that is not JSON stays text. */
  readonly body?: Json;
}

/** What API calls and script exceptions share. */
export interface ApiSource {
  /** `flow_step`, `agent_inbox` or `api_trigger`. */
  readonly sourceType?: string;
  readonly sourcePath?: string;
  readonly sourceUrl?: string;
  readonly requestType?: string;
  /** `bot.integration.name`. */
  readonly integration?: string;
  readonly integrationAccount?: string;
}

/** `bot.api.call`. */
export interface ApiCallRecord extends RecordCommon, ApiSource {
  readonly type: 'api-call';
  readonly method?: string;
  /** Secrets replaced. */
  readonly url?: string;
  readonly host?: string;
  readonly port?: number;
  /** Absent when no answer came. */
  readonly statusCode?: number;
  /** Attempts before this one. */
  readonly resendCount?: number;
  readonly requestSizeBytes?: number;
  readonly responseSizeBytes?: number;
  /** True when a body was cut. */
  readonly bodyTruncated: boolean;
  readonly body?: ApiCallBody;
}

/** `bot.script.exception`. */
export interface ScriptExceptionRecord extends RecordCommon, ApiSource {
  readonly type: 'script-exception';
  readonly body?: ScriptExceptionBody;
}

/** `bot.event.received`. */
export interface ReceivedEventRecord extends RecordCommon {
  readonly type: 'received-event';
  readonly eventName?: string;
  readonly source?: string;
  readonly correlationId?: string;
  readonly body?: ReceivedEventBody;
}

/** `bot.audit.change`. */
export interface AuditRecord extends RecordCommon {
  readonly type: 'audit';
  /** `bot.audit.id`: decimal or any text; orders entries. */
  readonly auditId?: string;
  readonly action?: string;
  readonly category?: string;
  readonly actorType?: string;
  readonly entityType?: string;
  readonly entityName?: string;
  readonly entityId?: string;
  readonly chainId?: string;
  readonly chainSeq?: string;
  /**
   * Numbers beyond 2^53 are rounded here; compare states from `line` with a reader that keeps digits.
   */
  readonly body?: AuditBody;
}

/** `bot.audit.checkpoint`. */
export interface AuditCheckpointRecord extends RecordCommon {
  readonly type: 'audit-checkpoint';
  readonly chainId?: string;
  readonly headSeq?: string;
  readonly headHash?: string;
}

/** `bot.alert.sent`, `.failed`, `.suppressed`. */
export interface AlertRecord extends RecordCommon {
  readonly type: 'alert';
  readonly phase: 'sent' | 'failed' | 'suppressed';
  readonly alertId?: string;
  readonly windowStartUnixMillis?: number;
  readonly causeUid?: string;
  readonly recipientCount?: number;
  readonly suppressedCount?: number;
  readonly body?: AlertBody;
}

/** `bot.conversation.flagged` and `.unflagged`: evidence; the sidecar knows what is flagged. */
export interface FlagRecord extends RecordCommon {
  readonly type: 'flag';
  readonly flagged: boolean;
  readonly body?: FlagBody;
}

/** `bot.variables.snapshot`. */
export interface SnapshotRecord extends RecordCommon {
  readonly type: 'snapshot';
  readonly variableCount?: number;
  readonly trigger?: string;
  readonly body?: VariablesSnapshotBody;
}

/** Any other event: system, run-time, authorisation, or one that this version does not know. */
export interface OtherRecord extends RecordCommon {
  readonly type: 'other';
  readonly body?: Json;
}

/** A record as readers see it, told apart by `type`. */
export type BotRecord =
  | ConversationRecord
  | MessageRecord
  | TurnRecord
  | FlowRecord
  | StepRecord
  | LogRecord
  | ApiCallRecord
  | ScriptExceptionRecord
  | ReceivedEventRecord
  | AuditRecord
  | AuditCheckpointRecord
  | AlertRecord
  | FlagRecord
  | SnapshotRecord
  | OtherRecord;
