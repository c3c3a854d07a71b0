import { parseDurationNanos } from '../logql/parse-duration.ts';
import { badParameter } from './loki-error.ts';
import { readParameter, type LokiRequest } from './loki-request.ts';
import { parseTime } from './parse-time.ts';

/** A time range of a request. */
export interface TimeRange {
  readonly startUnixNano: bigint;
  /** Not before the start. */
  readonly endUnixNano: bigint;
}

/** Default length of a range. */
export const LAST_HOUR_NANOS = 3_600_000_000_000n;
/** Default length of a range where labels and streams are asked for. */
export const LAST_SIX_HOURS_NANOS = 6n * LAST_HOUR_NANOS;

/** `start`, `end` and `since` of a request. @throws LokiError */
export function readRange(request: LokiRequest, defaultNanos: bigint): TimeRange {
  const endUnixNano = readTime(request, 'end') ?? request.nowUnixNano;
  const since = readDuration(request, 'since') ?? defaultNanos;
  const latest = endUnixNano > request.nowUnixNano ? request.nowUnixNano : endUnixNano;
  const startUnixNano = readTime(request, 'start') ?? latest - since;
  if (endUnixNano < startUnixNano) throw badParameter('end timestamp must not be before start time');
  return { startUnixNano, endUnixNano };
}

/** A time; undefined when absent. @throws LokiError */
export function readTime(request: LokiRequest, name: string): bigint | undefined {
  const text = readParameter(request, name);
  if (text === undefined) return undefined;
  const time = parseTime(text);
  if (time === undefined) {
    throw badParameter(
      `could not parse '${name}' parameter: "${text}" is no time (seconds, nanoseconds, or 2026-01-31T12:00:00Z)`,
    );
  }
  return time;
}

const SHORTEST_STEP_NANOS = 1_000_000_000n;
const DEFAULT_POINTS = 250n;
const MAX_POINTS = 11_000n;

/** `step` of a range query; by default a 250th of the range in whole seconds, at least one. @throws LokiError */
export function readStep(request: LokiRequest, { startUnixNano, endUnixNano }: TimeRange): bigint {
  const length = endUnixNano - startUnixNano;
  const byDefault = (length / DEFAULT_POINTS / SHORTEST_STEP_NANOS) * SHORTEST_STEP_NANOS;
  const step = readDuration(request, 'step') ?? (byDefault > SHORTEST_STEP_NANOS ? byDefault : SHORTEST_STEP_NANOS);
  if (step <= 0n) throw badParameter('step must be longer than nothing, such as 60 or 1m');
  if (length / step > MAX_POINTS) {
    throw badParameter(`exceeded maximum resolution of ${MAX_POINTS} points per time series; ask for a longer step`);
  }
  return step;
}

/** A duration: seconds as a number, or a text such as `5m`. Undefined when absent. @throws LokiError */
export function readDuration(request: LokiRequest, name: string): bigint | undefined {
  const text = readParameter(request, name);
  if (text === undefined) return undefined;
  const nanos = /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) * 1e9 : parseDurationNanos(text);
  if (nanos === undefined || !Number.isSafeInteger(Math.round(nanos / 1000))) {
    throw badParameter(`could not parse '${name}' parameter: "${text}" is no duration (seconds, or 5m, 1h30m, 7d)`);
  }
  return BigInt(Math.round(nanos));
}
