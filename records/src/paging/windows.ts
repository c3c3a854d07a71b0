import type { TimeRange } from '../time-range.ts';

const NANOS_PER_DAY = 86_400_000_000_000n;
const FIRST_WINDOW_DAYS = 7n;
/** Loki refuses queries over more than about 30 days by default (`max_query_length` 721 h). */
const LATER_WINDOW_DAYS = 30n;

/** A range as windows of 7, 30, 30 … days, newest first; together they are exactly the range. */
export function toWindows(range: TimeRange): readonly TimeRange[] {
  const windows: TimeRange[] = [];
  let endUnixNano = range.endUnixNano;
  while (endUnixNano > range.startUnixNano) {
    const days = windows.length === 0 ? FIRST_WINDOW_DAYS : LATER_WINDOW_DAYS;
    const start = endUnixNano - days * NANOS_PER_DAY;
    const startUnixNano = start > range.startUnixNano ? start : range.startUnixNano;
    windows.push({ startUnixNano, endUnixNano });
    endUnixNano = startUnixNano;
  }
  return windows;
}
