import { LABEL } from '../logql/label-names.ts';
import type { LokiClient } from '../loki/loki-client.ts';
import type { RecordQuery } from '../queries/record-query.ts';
import { clipTimeRange, toUnixNano, type TimeRange } from '../time-range.ts';

const STEP_SECONDS = 86_400;
const STEP_MILLIS = STEP_SECONDS * 1000;

/**
 * The parts of a window in which the query's streams hold anything, newest first. The whole window when the store
 * cannot tell: this only saves time.
 */
export async function findBusyRanges(
  client: LokiClient,
  query: RecordQuery,
  window: TimeRange,
  signal?: AbortSignal,
): Promise<readonly TimeRange[]> {
  try {
    const series = await client.volumeRange({
      ...window,
      area: query.area,
      selector: query.selector,
      stepSeconds: STEP_SECONDS,
      byLabel: query.selector.includes(LABEL.kind) ? LABEL.kind : LABEL.service,
      ...(signal ? { signal } : {}),
    });
    const times = series.flatMap(({ points }) => points.filter(({ value }) => value > 0));
    return toRanges(
      times.map(({ unixMillis }) => unixMillis),
      window,
    );
  } catch (error) {
    if (signal?.aborted) throw error;
    return [window];
  }
}

/** Stores differ in whether a value stands at its step's beginning or end, so both sides of it count. */
function toRanges(unixMillis: readonly number[], window: TimeRange): readonly TimeRange[] {
  const ranges: TimeRange[] = [];
  for (const time of [...new Set(unixMillis)].sort((a, b) => b - a)) {
    const bounds = {
      startUnixNano: toUnixNano(time - STEP_MILLIS),
      endUnixNano: toUnixNano(time + STEP_MILLIS),
    };
    addRange(ranges, clipTimeRange(window, bounds));
  }
  return ranges;
}

function addRange(ranges: TimeRange[], range: TimeRange): void {
  const last = ranges.at(-1);
  if (range.endUnixNano === range.startUnixNano) return;
  if (last === undefined || range.endUnixNano < last.startUnixNano) ranges.push(range);
  else ranges[ranges.length - 1] = { startUnixNano: range.startUnixNano, endUnixNano: last.endUnixNano };
}
