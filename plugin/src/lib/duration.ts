const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration in words: `412 ms`, `3.2 s`, `4 min 5 s`, `2 h 3 min`. Negative durations, from clocks set back, read as 0 ms. */
export function formatDuration(millis: number): string {
  const rounded = Math.max(0, Math.round(millis));
  if (rounded < SECOND) return `${rounded} ms`;
  const tenths = Math.round(rounded / 100);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`;
  // Each unit is rounded before it is compared, so that 59 min 59.7 s reads as 1 h and not as 60 min.
  const seconds = Math.round(rounded / SECOND);
  if (seconds < 3_600) return pair(seconds, 60, 'min', 's');
  const minutes = Math.round(rounded / MINUTE);
  if (minutes < 1_440) return pair(minutes, 60, 'h', 'min');
  return pair(Math.round(rounded / HOUR), 24, 'd', 'h');
}

/** How long ago a moment was, in its largest unit: `just now`, `2 m`, `4 h`, `3 d`. */
export function formatAge(millis: number): string {
  if (millis < 5 * SECOND) return 'just now';
  if (millis < MINUTE) return `${Math.floor(millis / SECOND)} s`;
  if (millis < HOUR) return `${Math.floor(millis / MINUTE)} m`;
  if (millis < DAY) return `${Math.floor(millis / HOUR)} h`;
  return `${Math.floor(millis / DAY)} d`;
}

function pair(total: number, perLarge: number, largeUnit: string, smallUnit: string): string {
  const rest = total % perLarge;
  const whole = `${Math.floor(total / perLarge)} ${largeUnit}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallUnit}`;
}
