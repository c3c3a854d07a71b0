import { toUnixNano, type TimeRange } from '@botscope/records';
import { endsNow, resolveTimeWindow, type TimeBounds } from './time-range.ts';

/** Clocks of bots may be ahead of the browser's; what they write now would lie beyond a range that ends now. */
const CLOCK_LEEWAY_MILLIS = 60_000;

/** The range of record time that bounds mean at a moment. */
export function toRecordRange(bounds: TimeBounds, nowMillis: number, timeZone: string): TimeRange {
  const { fromMillis, toMillis } = resolveTimeWindow(bounds, nowMillis, timeZone);
  const leewayMillis = endsNow(bounds) && toMillis >= nowMillis ? CLOCK_LEEWAY_MILLIS : 0;
  // The end of a record range is exclusive, and the last millisecond of the window belongs to it.
  return { startUnixNano: toUnixNano(fromMillis), endUnixNano: toUnixNano(toMillis + leewayMillis + 1) };
}
