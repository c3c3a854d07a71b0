import type { TimeWindow } from '../../lib/time-range.ts';

/** Days back that the API log can be asked for: errors are kept so long. */
export const CALL_LOG_DAYS = 30;
const DAY_MILLIS = 86_400_000;

/** The part of a window that the API log keeps, and whether something was cut off. */
export function limitWindow(window: TimeWindow, nowMillis: number): TimeWindow & { readonly isLimited: boolean } {
  const oldest = nowMillis - CALL_LOG_DAYS * DAY_MILLIS;
  const isLimited = window.fromMillis < oldest;
  return { fromMillis: Math.max(window.fromMillis, oldest), toMillis: Math.max(window.toMillis, oldest), isLimited };
}
