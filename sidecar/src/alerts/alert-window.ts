import type { AlertLedgerRow, AlertState } from '@botscope/conventions';

/** Who gets a mail, and why. */
export interface Recipient {
  /** `owner`, later also the roles and names of the notification settings. */
  readonly role: string;
  readonly address: string;
}

/** State of a window's mail as it is kept: a test's success is shown as `test`. */
export type StoredAlertState = Exclude<AlertState, 'test'>;

/** A window of one bot, or a test mail, as it is kept. Times are milliseconds since the epoch. */
export interface AlertWindow {
  readonly id: string;
  readonly purpose: 'error' | 'test';
  readonly bot: string;
  readonly botName: string;
  readonly environment: string;
  readonly startMillis: number;
  /** Exclusive: an error at this time opens the next window. */
  readonly endMillis: number;
  readonly state: StoredAlertState;
  readonly subject: string;
  readonly reason: string;
  readonly recipients: readonly Recipient[];
  readonly suppressedCount: number;
  readonly attempts: number;
  readonly nextAttemptMillis?: number;
  readonly lastAnswer?: string;
  readonly causeUid: string;
  readonly conversation?: string;
  readonly turn?: string;
  readonly step?: number;
  /** The record that opened the window, as JSON of `StoredCause`. */
  readonly cause?: string;
  /** The mail as it is sent, once composed. */
  readonly message?: Uint8Array;
}

/** A row of the table `alert_windows`. */
export interface AlertWindowRow {
  readonly id: string;
  readonly purpose: 'error' | 'test';
  readonly bot: string;
  readonly bot_name: string;
  readonly environment: string;
  readonly start_millis: number;
  readonly end_millis: number;
  readonly state: StoredAlertState;
  readonly subject: string;
  readonly reason: string;
  readonly recipients: string;
  readonly suppressed_count: number;
  readonly attempts: number;
  readonly next_attempt_millis: number | null;
  readonly last_answer: string | null;
  readonly cause_uid: string;
  readonly conversation: string | null;
  readonly turn: string | null;
  readonly step: number | null;
  readonly cause: string | null;
  readonly message: Uint8Array | null;
}

/** Columns of {@link AlertWindowRow}, in the order of a SELECT. */
export const ALERT_WINDOW_COLUMNS =
  'id, purpose, bot, bot_name, environment, start_millis, end_millis, state, subject, reason, recipients, ' +
  'suppressed_count, attempts, next_attempt_millis, last_answer, cause_uid, conversation, turn, step, cause, message';

/** A window from its row. */
export function fromAlertWindowRow(row: AlertWindowRow): AlertWindow {
  return {
    id: row.id,
    purpose: row.purpose,
    bot: row.bot,
    botName: row.bot_name,
    environment: row.environment,
    startMillis: row.start_millis,
    endMillis: row.end_millis,
    state: row.state,
    subject: row.subject,
    reason: row.reason,
    recipients: JSON.parse(row.recipients) as Recipient[],
    suppressedCount: row.suppressed_count,
    attempts: row.attempts,
    causeUid: row.cause_uid,
    ...(row.next_attempt_millis === null ? {} : { nextAttemptMillis: row.next_attempt_millis }),
    ...(row.last_answer === null ? {} : { lastAnswer: row.last_answer }),
    ...(row.conversation === null ? {} : { conversation: row.conversation }),
    ...(row.turn === null ? {} : { turn: row.turn }),
    ...(row.step === null ? {} : { step: row.step }),
    ...(row.cause === null ? {} : { cause: row.cause }),
    ...(row.message === null ? {} : { message: row.message }),
  };
}

/** A window as the ledger shows it: roles and a number, never addresses. */
export function toLedgerRow(window: AlertWindow): AlertLedgerRow {
  const done = window.state === 'sent' || window.state === 'written';
  return {
    id: window.id,
    bot: window.bot,
    botName: window.botName,
    environment: window.environment,
    windowStart: window.startMillis,
    windowEnd: window.endMillis,
    state: window.purpose === 'test' && done ? 'test' : window.state,
    subject: window.subject,
    reason: window.reason,
    recipientRoles: [...new Set(window.recipients.map((recipient) => recipient.role))],
    recipientCount: window.recipients.length,
    suppressedCount: window.suppressedCount,
    attempts: window.attempts,
    ...(window.nextAttemptMillis === undefined ? {} : { nextAttemptAt: window.nextAttemptMillis }),
    ...(window.lastAnswer === undefined ? {} : { lastAnswer: window.lastAnswer }),
    causeUid: window.causeUid,
    ...(window.conversation === undefined ? {} : { conversation: window.conversation }),
    ...(window.turn === undefined ? {} : { turn: window.turn }),
    ...(window.step === undefined ? {} : { step: window.step }),
  };
}
