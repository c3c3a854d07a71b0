import type { LogLevel, Outcome, RecordKind } from '@botscope/conventions';
import type { BotIdentity } from './bot.ts';
import type { Recordable } from './recordable.ts';

/** A record of an event for which there is no member of its own, such as a sent alert. */
export interface EventRecord {
  /** Event name, such as those of the conventions. */
  readonly event: string;
  /** Decides tenant, retention and page. Audit changes go through `audit.record` instead. */
  readonly kind: Exclude<RecordKind, 'audit'>;
  /** `info` by default, `error` with outcome `error`. */
  readonly level?: LogLevel;
  /** `success` by default. */
  readonly outcome?: Outcome;
  /** With outcome `error`; `error` by default. */
  readonly errorType?: string;
  /** In place of the active conversation's, or the telemetry's. */
  readonly bot?: BotIdentity;
  readonly conversationUid?: string;
  /** By name; cut at 1 KiB each. */
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: Recordable;
}
