import { retentionDays } from '@botscope/conventions';
import { readUidMillis, toUnixNano, type TimeRange } from '@botscope/records';
import type { ConversationState } from './url-state.ts';

const DAY_MILLIS = 86_400_000;
/** A link knows when something happened; the rest of its conversation lies around that. */
const AROUND_MILLIS = DAY_MILLIS;
/** Clocks of bots may be ahead of the browser's. */
const CLOCK_LEEWAY_MILLIS = 60_000;

/** Where to look for a conversation: around the times of its link, else as far back as conversations are kept. */
export function toSearchRange({ from, to }: Pick<ConversationState, 'from' | 'to'>, nowMillis: number): TimeRange {
  const oldest = nowMillis - retentionDays('bots') * DAY_MILLIS;
  const latest = nowMillis + CLOCK_LEEWAY_MILLIS;
  const start = from === undefined ? oldest : from - AROUND_MILLIS;
  const end = to === undefined ? latest : Math.min(latest, to + AROUND_MILLIS);
  return { startUnixNano: toUnixNano(Math.max(0, start)), endUnixNano: toUnixNano(Math.max(start, end)) };
}

/** Where a conversation may be of which only the copies are left: those of flagged ones are kept longer. */
export function toPinnedRange(nowMillis: number): TimeRange {
  const [start = 0, end = 0] = [retentionDays('pinned'), retentionDays('bots')].map(
    (days) => nowMillis - days * DAY_MILLIS,
  );
  return { startUnixNano: toUnixNano(Math.max(0, start)), endUnixNano: toUnixNano(Math.max(0, end)) };
}

/** What is known of a conversation of which nothing is stored. */
export type Absence =
  /** The link tells that it is older than conversations are kept. */
  | { readonly kind: 'expired' }
  /** Its UID tells when it was made: longer ago than conversations are kept. */
  | { readonly kind: 'expiredUid'; readonly madeMillis: number }
  /** Nothing tells whether it ever was. */
  | { readonly kind: 'unknown' };

/** Why nothing may be stored of a conversation, as far as its link and its UID tell. */
export function explainAbsence({ uid, to }: Pick<ConversationState, 'uid' | 'to'>, nowMillis: number): Absence {
  const oldest = nowMillis - retentionDays('bots') * DAY_MILLIS;
  if (to !== undefined && to < oldest) return { kind: 'expired' };
  const madeMillis = uid === undefined ? undefined : readUidMillis(uid);
  const isPlausible = madeMillis !== undefined && madeMillis > FIRST_BOTS_MILLIS && madeMillis < oldest;
  return isPlausible ? { kind: 'expiredUid', madeMillis } : { kind: 'unknown' };
}

/** An id that seems to be older only looks as if it told a time. */
const FIRST_BOTS_MILLIS = Date.UTC(2010, 0, 1);
