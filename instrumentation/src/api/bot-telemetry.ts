import type { ApiCall, RecordedFetch } from './api-call.ts';
import type { AuditRecorder } from './audit.ts';
import type { Conversation, ConversationOptions } from './conversation.ts';
import type { EventRecord } from './event-record.ts';
import type { LogEntry } from './log-entry.ts';
import type { TelemetryStats } from './stats.ts';
import type { WaitCarrierInput } from './wait-carrier.ts';

/** How long to wait. */
export interface WaitOptions {
  /** 5000 by default. */
  readonly timeoutMillis?: number;
}

/** Everything a bot records with. Once started, no member throws into the bot; `audit.record` and `forceFlush` may reject. */
export interface BotTelemetry {
  /** Whether anything is recorded. */
  readonly enabled: boolean;
  conversation(options?: ConversationOptions): Conversation;
  /**
   * The conversation that waits for what has come, found by what `carrier` or `signedCarrier` gave, in another process too. Its
   * next turn links to where the wait began. A carrier that does not count (forged, expired, of another bot) is reported, and
   * the conversation is that of the options, else a new one.
   */
  resume(carrier: WaitCarrierInput, options?: ConversationOptions): Conversation;
  /** Log action outside a step; inside one it belongs to that step. */
  log(entry: LogEntry): void;
  /** Recorded `fetch`; inside a step the call belongs to it. */
  readonly fetch: RecordedFetch;
  /** Records a call made by other means; returns the record's uid, or undefined when nothing records. */
  recordApiCall(call: ApiCall): string | undefined;
  /** Records an event of another kind; returns the record's uid, or undefined when nothing records. */
  recordEvent(event: EventRecord): string | undefined;
  readonly audit: AuditRecorder;
  /** Records a failure of the program itself (`bot.system.failed`). */
  recordFailure(error: unknown): void;
  stats(): TelemetryStats;
  /** Resolves when everything recorded before is with the Collector; rejects when the time is over. */
  forceFlush(options?: WaitOptions): Promise<void>;
  /** Records `bot.system.stopped`, tries to deliver until the time is over and resolves. What remains is on disk. */
  shutdown(options?: WaitOptions): Promise<void>;
}
