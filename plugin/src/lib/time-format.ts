import { dateTimeFormat, dateTimeFormatISO } from '@grafana/data';

const CLOCK_FORMAT = 'HH:mm:ss.SSS';
const DATE_AND_CLOCK_FORMAT = 'YYYY-MM-DD HH:mm:ss.SSS';
const DATE_AND_MINUTE_FORMAT = 'YYYY-MM-DD HH:mm';
const DATE_AND_SECOND_FORMAT = 'YYYY-MM-DD HH:mm:ss';
const DATE_FORMAT = 'D MMM YYYY';

/** Time of day with milliseconds, for moments of a day that is clear from around it. `timeZone` as Grafana names them. */
export function formatClock(millis: number, timeZone: string): string {
  return dateTimeFormat(millis, { timeZone, format: CLOCK_FORMAT });
}

/** Date and time of day with milliseconds. */
export function formatDateAndClock(millis: number, timeZone: string): string {
  return dateTimeFormat(millis, { timeZone, format: DATE_AND_CLOCK_FORMAT });
}

/** A boundary of whole minutes or seconds, as exact as it has to be: `2026-11-21 14:30`. */
export function formatBoundary(millis: number, timeZone: string): string {
  const format = millis % 60_000 === 0 ? DATE_AND_MINUTE_FORMAT : DATE_AND_SECOND_FORMAT;
  return dateTimeFormat(millis, { timeZone, format });
}

/** A day: `21 Dec 2026`. */
export function formatDay(millis: number, timeZone: string): string {
  return dateTimeFormat(millis, { timeZone, format: DATE_FORMAT });
}

/** ISO 8601 in the zone, for hovering and copying. */
export function formatIso(millis: number, timeZone: string): string {
  return dateTimeFormatISO(millis, { timeZone });
}

/** Whether two moments lie on one day in the zone. */
export function isSameDay(a: number, b: number, timeZone: string): boolean {
  return formatDay(a, timeZone) === formatDay(b, timeZone);
}
