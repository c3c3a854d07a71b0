/** A JSON Schema (draft 2020-12 subset). */
export type JsonSchema = { readonly [keyword: string]: unknown };

const ID = { type: 'string', minLength: 1, maxLength: 512 } as const;

/** `at` of the flag as the person saw it, null for none: a flag that has changed since is not changed in silence. */
const KNOWN_AT = { type: ['integer', 'null'] } as const;

/** Body of `DELETE flags`. */
export const FLAG_KEY_SCHEMA: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['bot', 'environment', 'conversation'],
  properties: { bot: ID, environment: ID, conversation: ID, knownAt: KNOWN_AT },
};

/** Body of `PUT flags`. */
export const FLAG_BODY_SCHEMA: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['bot', 'environment', 'conversation'],
  properties: {
    bot: ID,
    environment: ID,
    conversation: ID,
    note: { type: 'string', maxLength: 2000 },
    knownAt: KNOWN_AT,
  },
};

/** Body of `POST alerts/reset`: one bot, or all when absent. */
export const ALERT_RESET_SCHEMA: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: { bot: ID },
};

/** A flag, as `GET flags` answers it. */
export interface Flag {
  readonly bot: string;
  readonly environment: string;
  /** Conversation UID. */
  readonly conversation: string;
  /** Name of the person who set it. */
  readonly by: string;
  /** When, milliseconds since the epoch. */
  readonly at: number;
  readonly note: string;
}

/** State of a window's mail. */
export type AlertState = 'sending' | 'sent' | 'failed' | 'retrying' | 'written' | 'test';

/** One alert window of one bot, as `GET alerts` answers it, newest first. All times are milliseconds since the epoch. */
export interface AlertLedgerRow {
  /** `bot.alert.id`. */
  readonly id: string;
  readonly bot: string;
  readonly botName: string;
  readonly environment: string;
  readonly windowStart: number;
  readonly windowEnd: number;
  /** `written`: no SMTP server is configured and the mail is a file in the outbox. */
  readonly state: AlertState;
  readonly subject: string;
  /** Why the mail was sent: step, error and host in words. */
  readonly reason: string;
  readonly recipientRoles: readonly string[];
  readonly recipientCount: number;
  /** Errors held back since the mail. */
  readonly suppressedCount: number;
  readonly attempts: number;
  readonly nextAttemptAt?: number;
  /** The SMTP server's last answer or the error, safe to show. */
  readonly lastAnswer?: string;
  readonly causeUid: string;
  readonly conversation?: string;
  readonly turn?: string;
  readonly step?: number;
}

/** State of a part of the pipeline. */
export interface HealthPart {
  readonly name: string;
  readonly state: 'ok' | 'degraded' | 'down';
  readonly reason?: string;
  /** What to do about it. */
  readonly fix?: string;
}

/** Answer of `GET health`. */
export interface HealthAnswer {
  readonly parts: readonly HealthPart[];
}
