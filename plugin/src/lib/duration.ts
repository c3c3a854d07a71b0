const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration in words: `412 ms`, `3.2 s`, `4 min 5 s`, `2 h 3 min`. Negative durations, from clocks set back, read as 0 ms. */
export function formatDuration(millis: number): string {
  const rounded = Math.max(0, Math.round(millis));
  if (rounded < SECOND) return `${rounded} ms`;
  if (rounded < MINUTE - 50) return `${(rounded / SECOND).toFixed(1)} s`;
  if (rounded < HOUR) return pair(rounded, MINUTE, 'min', SECOND, 's');
  if (rounded < DAY) return pair(rounded, HOUR, 'h', MINUTE, 'min');
  return pair(rounded, DAY, 'd', HOUR, 'h');
}

/** How long ago a moment was, in its largest unit: `just now`, `2 m`, `4 h`, `3 d`. */
export function formatAge(millis: number): string {
  if (millis < 5 * SECOND) return 'just now';
  if (millis < MINUTE) return `${Math.floor(millis / SECOND)} s`;
  if (millis < HOUR) return `${Math.floor(millis / MINUTE)} m`;
  if (millis < DAY) return `${Math.floor(millis / HOUR)} h`;
  return `${Math.floor(millis / DAY)} d`;
}

function pair(millis: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const total = Math.round(millis / small);
  const perLarge = large / small;
  const rest = total % perLarge;
  const whole = `${Math.floor(total / perLarge)} ${largeUnit}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallUnit}`;
}
