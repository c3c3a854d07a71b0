import type { MessageRecord, Step, Turn } from '@botscope/records';

/** What the store knows around an error. */
export interface AlertContext {
  /** The turn in which it happened; absent when the store does not have it. */
  readonly turn?: Turn;
  /** The step in which it happened. */
  readonly step?: Step;
  /** The last messages up to the end of the turn, oldest first. */
  readonly messages: readonly MessageRecord[];
  /** What could not be found out, in sentences for the mail. */
  readonly missing: readonly string[];
}
