import type { SendOutcome } from './send-outcome.ts';

const FIRST_MILLIS = 1_000;
const LONGEST_MILLIS = 60_000;
const MOST_AT_ONCE = 3;
/** After a long outage of the Collector this much of the time in which the spool should be empty again passes unused. */
const LONGEST_UNREACHED_MILLIS = 8_000;

/** Why the next attempt has to wait. */
export type BackOffCause = Pick<Extract<SendOutcome, { kind: 'retryable' }>, 'retryAfterMillis' | 'unreached'>;

/**
 * Waiting time before attempt n + 1 after n failures: what the server asked for, else 1 s, 2 s, 4 s … 60 s, or … 8 s where
 * nobody was reached.
 */
export function toBackOffMillis(failures: number, { retryAfterMillis, unreached }: BackOffCause): number {
  const longest = unreached === true ? LONGEST_UNREACHED_MILLIS : LONGEST_MILLIS;
  // A server that always says "at once" would be asked without a pause.
  if (retryAfterMillis !== undefined)
    return failures > MOST_AT_ONCE ? Math.max(FIRST_MILLIS, retryAfterMillis) : retryAfterMillis;
  return Math.min(longest, FIRST_MILLIS * 2 ** Math.min(failures - 1, 10));
}

/** A server that names more is mistaken, or speaks of another year: ordinary records would not outlast it. */
const LONGEST_ASKED_MILLIS = 300_000;

/** Headers of an answer that say when to come again. */
export interface RetryHeaders {
  readonly 'retry-after'?: string | undefined;
  readonly date?: string | undefined;
}

/**
 * Milliseconds that a `Retry-After` header asks for, at most five minutes; undefined when it says nothing usable. A moment
 * is compared with the server's own clock (its `Date` header), since this host's may differ.
 */
export function parseRetryAfter(headers: RetryHeaders, nowMillis: number): number | undefined {
  const asked = headers['retry-after']?.trim() ?? '';
  if (asked === '') return undefined;
  const seconds = Number(asked);
  const serverMillis = Date.parse(headers.date ?? '');
  const millis = Number.isNaN(seconds)
    ? Date.parse(asked) - (Number.isNaN(serverMillis) ? nowMillis : serverMillis)
    : seconds * 1000;
  return millis >= 0 ? Math.min(millis, LONGEST_ASKED_MILLIS) : undefined;
}
