import type { LogLevel } from '@botscope/conventions';
import type { Recordable } from './recordable.ts';

/** A log action: data captured at this moment, anywhere in a workflow. */
export interface LogEntry {
  /** `bot.log.label`. */
  readonly label: string;
  /** `info` by default. */
  readonly level?: LogLevel;
  readonly value?: Recordable;
  /** `bot.log.scope`; `log_action` by default. */
  readonly scope?: 'server' | 'service' | 'operation' | 'action' | 'log_action';
  /** Error class of an entry with level `error`; `log` by default. */
  readonly errorType?: string;
}
