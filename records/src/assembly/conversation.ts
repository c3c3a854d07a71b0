import type { ErrorDetail, Json, StepCall, VariableChange } from '@botscope/conventions';
import type {
  ApiCallRecord,
  BotRecord,
  ConversationRecord,
  FlowRecord,
  LogRecord,
  MessageRecord,
  ReceivedEventRecord,
  ScriptExceptionRecord,
  SnapshotRecord,
  StepRecord,
  TurnRecord,
} from '../record/bot-record.ts';

/** Where a conversation stands: `error` while its latest turn failed or it ended by an error. */
export const CONVERSATION_STATUSES = ['ongoing', 'ended', 'error', 'handover'] as const;
/** Where a conversation stands. */
export type ConversationStatus = (typeof CONVERSATION_STATUSES)[number];

/** What names a conversation among all. */
export interface ConversationKey {
  /** Empty when its records name no bot. */
  readonly bot: string;
  /** Empty when its records name no environment. */
  readonly environment: string;
  readonly uid: string;
}

/**
 * Whether a turn's steps are all stored.
 * `complete`: as many as the turn's end counts. `missing`: some are not stored. `late`: some are not stored, but the turn
 * ended so recently that they may still arrive. `running`: the turn's end is not stored. `unknown`: its end carries no count.
 */
export interface Completeness {
  readonly state: 'complete' | 'missing' | 'late' | 'running' | 'unknown';
  /** Steps whose end is stored. */
  readonly storedCount: number;
  /** `bot.turn.step_count`. */
  readonly expectedCount?: number;
  readonly missingCount: number;
  /** Indexes of missing steps, lowest first; at most 1,000 of them. */
  readonly missingIndexes: readonly number[];
  /** Those of them whose start is stored. */
  readonly unendedIndexes: readonly number[];
}

/** A call as its step remembers it, with the full record where the reader has it. */
export interface StepCallDetail extends StepCall {
  readonly failed: boolean;
  readonly record?: ApiCallRecord;
}

/** One step of a turn. */
export interface Step {
  /** Stable key within the conversation. */
  readonly key: string;
  /** Absent for records of other applications. */
  readonly index?: number;
  readonly id?: string;
  readonly name?: string;
  readonly type?: string;
  readonly flowId?: string;
  readonly flowName?: string;
  /** `running`: its end is not stored. */
  readonly status: 'ok' | 'error' | 'running';
  readonly startUnixNano: bigint;
  readonly durationMillis?: number;
  readonly controllerState?: string;
  readonly nextStepId?: string;
  readonly input?: Json;
  readonly output?: Json;
  readonly variables: readonly VariableChange[];
  /** Variables that exist after the step. */
  readonly variableCount?: number;
  readonly calls: readonly StepCallDetail[];
  /** What the script printed. */
  readonly console: readonly string[];
  /** Of a script: its first lines, or those around the one that threw, each with its number. */
  readonly source?: string;
  readonly error?: ErrorDetail;
  readonly logs: readonly LogRecord[];
  /** API records of the step that its own list does not name are here too. */
  readonly apiCalls: readonly ApiCallRecord[];
  readonly scriptExceptions: readonly ScriptExceptionRecord[];
  readonly snapshots: readonly SnapshotRecord[];
  readonly started?: StepRecord;
  readonly completed?: StepRecord;
}

/** One run of a flow within a turn. */
export interface FlowRun {
  readonly id?: string;
  readonly name?: string;
  readonly trigger?: string;
  readonly status: 'ok' | 'error' | 'running';
  readonly startUnixNano: bigint;
  readonly durationMillis?: number;
  readonly started?: FlowRecord;
  readonly completed?: FlowRecord;
}

/** One user input or received event, and everything it caused. */
export interface Turn {
  /** `bot.turn.id`. */
  readonly id: string;
  readonly index?: number;
  /** `running`: its end is not stored. */
  readonly status: 'ok' | 'error' | 'running';
  readonly startUnixNano: bigint;
  /** Time of its newest record. */
  readonly lastUnixNano: bigint;
  readonly durationMillis?: number;
  readonly traceId?: string;
  /** Its own messages, oldest first. */
  readonly messages: readonly MessageRecord[];
  /** Events received in it, oldest first; the first one caused it when no message did. */
  readonly receivedEvents: readonly ReceivedEventRecord[];
  /** In order of start. */
  readonly flows: readonly FlowRun[];
  /** State after its last step. */
  readonly controllerState?: string;
  /** By index, never by clock. */
  readonly steps: readonly Step[];
  readonly firstErrorStep?: Step;
  readonly slowestStep?: Step;
  readonly error?: ErrorDetail;
  readonly completeness: Completeness;
  readonly variables: readonly VariableChange[];
  /** Records that name no step. */
  readonly logs: readonly LogRecord[];
  readonly apiCalls: readonly ApiCallRecord[];
  readonly scriptExceptions: readonly ScriptExceptionRecord[];
  readonly snapshots: readonly SnapshotRecord[];
  readonly apiCallCount: number;
  readonly apiErrorCount: number;
  readonly completed?: TurnRecord;
}

/** A line of the transcript. */
export interface TimelineEntry {
  readonly record: MessageRecord | ReceivedEventRecord;
  readonly turnId?: string;
}

/** A whole conversation as its records tell it. */
export interface Conversation {
  readonly key: ConversationKey;
  readonly botName?: string;
  readonly channel?: string;
  readonly endUserId?: string;
  readonly endUserName?: string;
  readonly status: ConversationStatus;
  /** `user`, `idle`, `handover`, `error`; `idle` as well when the reader found it so. */
  readonly endReason?: string;
  readonly startUnixNano: bigint;
  readonly lastActivityUnixNano: bigint;
  /** State after the newest step. */
  readonly controllerState?: string;
  /** Messages and received events, oldest first. */
  readonly timeline: readonly TimelineEntry[];
  /** Oldest first. */
  readonly turns: readonly Turn[];
  readonly firstError?: { readonly turn: Turn; readonly step?: Step };
  readonly started?: ConversationRecord;
  readonly ended?: ConversationRecord;
  /** True when one of its records is a copy kept long. */
  readonly pinned: boolean;
  /** Records of the conversation that name no turn and are no message, event or start or end. */
  readonly others: readonly BotRecord[];
}
