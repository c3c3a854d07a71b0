const FIRST_MILLIS = 5_000;
const LONGEST_MILLIS = 600_000;

/** How long a mail that failed for a passing reason is tried. */
export const GIVE_UP_AFTER_MILLIS = 5 * 86_400_000;

/** Pause before the next attempt after so many: 5 s, doubled each time, at most 10 min. */
export function retryDelayMillis(attempts: number): number {
  return Math.min(FIRST_MILLIS * 2 ** Math.max(0, attempts - 1), LONGEST_MILLIS);
}
