import { retentionDays } from '@botscope/conventions';
import { toUnixNano, type TimeRange } from '@botscope/records';
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

/** Whether everything that a link points to is older than conversations are kept. */
export function isExpired({ to }: Pick<ConversationState, 'to'>, nowMillis: number): boolean {
  return to !== undefined && to < nowMillis - retentionDays('bots') * DAY_MILLIS;
}
