import type { SendOutcome } from './send-outcome.ts';

const FIRST_MILLIS = 1_000;
const LONGEST_MILLIS = 60_000;
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
  return retryAfterMillis ?? Math.min(longest, FIRST_MILLIS * 2 ** Math.min(failures - 1, 10));
}

/** Milliseconds that a `Retry-After` header asks for, at most an hour; undefined when it says nothing usable. */
export function parseRetryAfter(header: string | undefined, nowMillis: number): number | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const seconds = Number(header);
  const millis = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - nowMillis;
  return millis >= 0 ? Math.min(millis, 3_600_000) : undefined;
}
