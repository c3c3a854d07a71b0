const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `21 Nov 14:02 UTC`. */
export function formatMinute(unixMillis: number): string {
  const date = new Date(unixMillis);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.toISOString().slice(11, 16)} UTC`;
}

/** `21 Nov 14:02:11.482 UTC`. */
export function formatInstant(unixMillis: number): string {
  const date = new Date(unixMillis);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.toISOString().slice(11, 23)} UTC`;
}

/** `412 ms`, `3.2 s`. */
export function formatDuration(millis: number): string {
  return millis < 1_000 ? `${Math.round(millis)} ms` : `${(millis / 1_000).toFixed(1)} s`;
}
