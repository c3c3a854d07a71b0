import type { AsyncLocalStorage } from 'node:async_hooks';
import type { Tracer } from '@opentelemetry/api';
import type { BotIdentity } from '../api/bot.ts';
import type { CaptureRules } from '../policy/capture-rules.ts';
import type { PendingCalls } from '../calls/pending-calls.ts';
import type { JsonWriter } from '../json/to-json-text.ts';
import type { AttributeList } from '../record/attribute-list.ts';
import type { Clock } from '../record/clock.ts';
import type { RecordSink } from '../record/record-sink.ts';
import type { FieldRules } from '../redaction/field-rules.ts';
import type { Redactor } from '../redaction/redactor.ts';
import type { ActiveScope } from './active-scope.ts';
import type { ConversationMemory } from './conversation-memory.ts';
import type { Limits } from './limits.ts';

/** What every part of the telemetry works with. */
export interface Kernel {
  readonly sink: RecordSink;
  readonly tracer: Tracer;
  readonly scopes: AsyncLocalStorage<ActiveScope>;
  readonly conversations: ConversationMemory;
  readonly clock: Clock;
  readonly nextUid: () => string;
  /** Milliseconds since the epoch. */
  readonly nowMillis: () => number;
  /** Milliseconds that only go forward, for durations. */
  readonly monotonicMillis: () => number;
  readonly json: JsonWriter;
  readonly redactor: Redactor;
  /** Rules for parts of records; undefined where there are none. */
  readonly fields: FieldRules | undefined;
  /** Whether end users get pseudonyms. */
  readonly hasPseudonyms: boolean;
  readonly limits: Limits;
  /** Which content is recorded where. */
  readonly capture: CaptureRules;
  readonly bot: BotIdentity | undefined;
  /** Key of signed carriers. */
  readonly carrierKey: string | undefined;
  /** Attributes of records outside any conversation. */
  readonly common: AttributeList;
  readonly pendingCalls: PendingCalls;
  /** The `fetch` that calls go through. */
  readonly fetch: typeof fetch;
  /** Counts something that went wrong inside the telemetry, and reports the first of its kind. */
  readonly reportFault: (where: string, error: unknown) => void;
}

/** Runs a part of the telemetry so that nothing it throws reaches the bot. */
export function guard<Result>(kernel: Kernel, where: string, run: () => Result): Result | undefined {
  try {
    return run();
  } catch (error) {
    kernel.reportFault(where, error);
    return undefined;
  }
}
