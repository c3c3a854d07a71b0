import type { LogLevel } from '@botscope/conventions';

/** What a log view asks for. All parts apply together; an absent or empty list means all. */
export interface LogFilter {
  readonly environments?: readonly string[];
  readonly bots?: readonly string[];
  /** This level and everything above it. */
  readonly minLevel?: LogLevel;
  /** Exactly these levels. */
  readonly levels?: readonly LogLevel[];
  /** Values of `bot.log.label`. */
  readonly labels?: readonly string[];
  readonly conversationId?: string;
  readonly turnId?: string;
  /** Typed text, anywhere in the logged value, case-insensitively. */
  readonly text?: string;
}
