import { dateMath, dateTime, type RawTimeRange, type TimeRange } from '@grafana/data';
import type { UrlParameter } from './url-parameters.ts';

/** Bounds of a time range as the address carries them: `now-24h`, or milliseconds since the epoch in digits. */
export interface TimeBounds {
  readonly from: string;
  readonly to: string;
}

/** A resolved time range in milliseconds since the epoch; both ends belong to it. */
export interface TimeWindow {
  readonly fromMillis: number;
  readonly toMillis: number;
}

const RELATIVE_BOUND = /^now(?:[+-]\d{1,6}[smhdwMyQ])?(?:\/[smhdwMyQ])?$/;
const ABSOLUTE_BOUND = /^\d{1,15}$/;

/** A bound of a time range; what is neither relative nor milliseconds gives the fallback. */
export function timeBoundParameter(fallback: string): UrlParameter<string> {
  return {
    parse: ([text]) => (text !== undefined && isTimeBound(text) ? text : fallback),
    build: (value) => (value === fallback ? [] : [value]),
  };
}

/** Whether a text is a bound that {@link resolveTimeWindow} understands. */
export function isTimeBound(text: string): boolean {
  return RELATIVE_BOUND.test(text) || ABSOLUTE_BOUND.test(text);
}

/** Whether a range moves with the clock at its end, so that refreshing can bring something new. */
export function endsNow(bounds: TimeBounds): boolean {
  return bounds.to.startsWith('now');
}

/** The window that bounds mean at a moment. A range that ends before it begins is empty at its beginning. */
export function resolveTimeWindow(bounds: TimeBounds, nowMillis: number, timeZone: string): TimeWindow {
  const fromMillis = resolveBound(bounds.from, nowMillis, timeZone, false);
  const toMillis = resolveBound(bounds.to, nowMillis, timeZone, true);
  return { fromMillis, toMillis: Math.max(fromMillis, toMillis) };
}

/** What Grafana's time picker shows for bounds. */
export function toPickerRange(bounds: TimeBounds, nowMillis: number, timeZone: string): TimeRange {
  const window = resolveTimeWindow(bounds, nowMillis, timeZone);
  const from = dateTime(window.fromMillis);
  const to = dateTime(window.toMillis);
  const raw = {
    from: ABSOLUTE_BOUND.test(bounds.from) ? from : bounds.from,
    to: ABSOLUTE_BOUND.test(bounds.to) ? to : bounds.to,
  };
  return { from, to, raw };
}

/** Bounds of what a person picked. */
export function fromPickerRange(raw: RawTimeRange): TimeBounds {
  const toBound = (bound: RawTimeRange['from']) => (typeof bound === 'string' ? bound : String(bound.valueOf()));
  return { from: toBound(raw.from), to: toBound(raw.to) };
}

/** A window moved by half its length, as the arrows of the time picker do. */
export function moveWindow(window: TimeWindow, direction: 'back' | 'forward'): TimeBounds {
  const half = Math.max(1, Math.round((window.toMillis - window.fromMillis) / 2));
  const step = direction === 'back' ? -half : half;
  return { from: String(window.fromMillis + step), to: String(window.toMillis + step) };
}

/** A window of twice the length around the same middle, not beyond now. */
export function widenWindow(window: TimeWindow, nowMillis: number): TimeBounds {
  const half = Math.max(1, Math.round((window.toMillis - window.fromMillis) / 2));
  return { from: String(window.fromMillis - half), to: String(Math.min(nowMillis, window.toMillis + half)) };
}

function resolveBound(bound: string, nowMillis: number, timeZone: string, roundUp: boolean): number {
  if (ABSOLUTE_BOUND.test(bound)) return Number(bound);
  const resolved = dateMath.toDateTime(bound, { roundUp, timezone: timeZone, now: dateTime(nowMillis) });
  return resolved?.isValid() ? resolved.valueOf() : nowMillis;
}
