/**
 * JSON bodies of the records, one per event. A body is a string in the log record: readable alone, attributes are
 * its filterable copy. `null` members may be absent; readers treat both alike.
 */

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Stand-in for a value that was too large to keep. */
export interface TruncatedValue {
  /** Size in bytes of the JSON that was left out. */
  readonly $truncated: number;
}

/** Stand-in for a variable's value that the capture policy keeps out of every record. */
export interface OmittedValue {
  readonly $omitted: 'policy';
}

/** `bot.conversation.started` and `.ended`. */
export interface ConversationBody {
  readonly summary?: string;
  readonly firstMessage?: string;
  readonly lastMessage?: string;
}

/** `bot.message.received` and `.sent`. */
export interface MessageBody {
  readonly text: string;
  readonly attachments?: readonly Json[];
  readonly buttons?: readonly Json[];
}

/** One variable that a step or turn changed. `before` absent = it did not exist; `after` absent = it was removed. */
export interface VariableChange {
  readonly name: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** `bot.turn.completed`. */
export interface TurnBody {
  readonly input?: Json;
  readonly output?: Json;
  readonly variablesDelta?: readonly VariableChange[];
}

/** `bot.flow.started` and `.completed`. */
export interface FlowBody {
  readonly input?: Json;
  readonly result?: Json;
}

/** One API call as its step remembers it: enough to say what failed, nothing that `api-calls:read` protects. */
export interface StepCall {
  /** `log.record.uid` of the `bot.api.call` record. */
  readonly uid: string;
  readonly method: string;
  readonly host: string;
  readonly status?: number;
  readonly errorType?: string;
  readonly durationMs: number;
}

/** An error as thrown in a bot. */
export interface ErrorDetail {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
}

/** `bot.step.started` and `.completed`. `input` and `output` of an LLM step: {@link LlmInput}, {@link LlmOutput}. */
export interface StepBody {
  readonly input?: Json;
  readonly output?: Json;
  readonly variables?: { readonly delta: readonly VariableChange[]; readonly count: number };
  readonly calls?: readonly StepCall[];
  readonly error?: ErrorDetail;
  /** Script steps: what the script printed, oldest first. */
  readonly console?: readonly string[];
  /** Script steps: the first lines of the script, or those around the one that threw. */
  readonly source?: string;
}

/** Input of an LLM step. */
export interface LlmInput {
  readonly messages?: Json;
  /** Definitions of the tools that the model may call. */
  readonly tools?: Json;
  /** Temperature and the like, by the names of the instrumentation's API. */
  readonly parameters?: Json;
}

/** Output of an LLM step. */
export interface LlmOutput {
  readonly messages?: Json;
  readonly toolCalls?: Json;
  /** The stream was left before its end: what had come until then. */
  readonly incomplete?: true;
}

/** `bot.script.exception`. */
export interface ScriptExceptionBody {
  /** Lines of the source around the failing one. */
  readonly source?: string;
  readonly stack?: string;
  readonly console?: readonly string[];
  readonly variables?: { readonly [name: string]: Json };
}

/** Header names are lower case; a header sent several times is joined by `, `. */
export type Headers = { readonly [name: string]: string };

/** `bot.api.call`. Bodies are text; binary ones are `base64:` followed by their base64. */
export interface ApiCallBody {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Headers;
    readonly body?: string;
    /** SHA-256 (hex) of the whole body when it was cut. */
    readonly bodySha256?: string;
  };
  readonly response?: {
    readonly status: number;
    readonly headers: Headers;
    readonly body?: string;
    readonly bodySha256?: string;
  };
  readonly error?: {
    /** Phase in which it failed: `dns`, `connect`, `tls`, `send`, `wait`, `receive`. */
    readonly phase: string;
    /** One of the transport error types, in words safe to show. */
    readonly cause: string;
    readonly host: string;
  };
}

/** `bot.event.received`. */
export interface ReceivedEventBody {
  readonly payload: Json;
}

/** `bot.variables.snapshot`: at the end of a turn that changed a variable, where a script threw, and where the bot asked. */
export interface VariablesSnapshotBody {
  readonly variables: { readonly [name: string]: Json };
}

/** `bot.audit.change`. `before` absent or null: created; `after` absent or null: deleted. */
export interface AuditBody {
  readonly before?: Json;
  readonly after?: Json;
  /** Session details, request id, reason …: whatever the application adds. */
  readonly context?: Json;
  /** In place of before and after when both together are over the limit. */
  readonly delta?: Json;
  readonly beforeSha256?: string;
  readonly afterSha256?: string;
  /** In place of the delta when that is over the limit too: changed paths with hashes of both sides. */
  readonly paths?: readonly { readonly path: string; readonly beforeSha256?: string; readonly afterSha256?: string }[];
  /** Bytes of before and after together, where they are not stored. */
  readonly stateSizeBytes?: number;
}

/** `bot.conversation.flagged` and `.unflagged`. */
export interface FlagBody {
  readonly note?: string;
}

/** `bot.alert.sent`, `.failed`, `.suppressed`. */
export interface AlertBody {
  readonly subject: string;
  readonly template: string;
  readonly error?: string;
}

/** What has become of the records of one queue since the process started. */
export interface RuntimeQueueCounters {
  readonly emitted: number;
  readonly delivered: number;
  /** Refused by the Collector for good and kept in files. */
  readonly quarantined: number;
  /** Given up, whatever the reason. */
  readonly dropped: number;
}

/** `bot.runtime.sampled`: one process at one moment, and how it went since the sample before. */
export interface RuntimeSampleBody {
  /** Bytes of the process in memory. */
  readonly rss: number;
  /** Bytes of its JavaScript heap in use. */
  readonly heap: number;
  /** 99 of 100 timers were late by at most so many milliseconds, with decimals. */
  readonly eventLoopP99Ms: number;
  /** CPU time through time; 1 = one core all the time. */
  readonly cpu: number;
  /** Records that wait for the Collector; `lagMs` is the age of the oldest, 0 when none does. */
  readonly spool: { readonly depth: number; readonly lagMs: number };
  readonly counters: {
    readonly records: RuntimeQueueCounters;
    readonly audit: RuntimeQueueCounters;
    readonly spans: { readonly started: number; readonly exported: number; readonly failed: number };
    /** Values that could not be written as JSON and were replaced. */
    readonly unreadable: number;
  };
  /** The rules that hold: version of the sidecar's where one is known, how many, how often it gave none. */
  readonly capturePolicy?: { readonly version?: number; readonly rules: number; readonly failed: number };
}
