import type { ConversationFilter } from '../filters/conversation-filter.ts';
import { LABEL } from '../logql/label-names.ts';
import type { LokiClient } from '../loki/loki-client.ts';
import type { MatrixSeries } from '../loki/metric-series.ts';
import { buildOutcomeHistogram } from '../queries/metric-query.ts';
import type { QueryContext } from '../queries/record-query.ts';
import { toUnixMillis, toUnixNano, type TimeRange } from '../time-range.ts';
import { buildTurnHistogramQuery } from './list-queries.ts';

/** One bar of the histogram: the turns that ended after `fromMillis` and until `toMillis` (since the epoch). */
export interface TurnBar {
  readonly fromMillis: number;
  readonly toMillis: number;
  readonly turnCount: number;
  readonly errorCount: number;
}

/** What the histogram counts. */
export interface TurnHistogramOptions {
  readonly client: LokiClient;
  /** Of it counts what a turn can tell: environment, bot, channel, flow, end user, UID. */
  readonly filter: ConversationFilter;
  readonly range: TimeRange;
  readonly context?: QueryContext;
  readonly signal?: AbortSignal;
}

const MOST_BARS = 60;
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
/** Widths of bars in seconds that people read at a glance. */
const WIDTHS = [
  ...[1, 5, 10, 30],
  ...[MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE],
  ...[HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR],
  ...[DAY, 2 * DAY, 7 * DAY, 30 * DAY],
];

/** Bars over a range, oldest first, none left out. Their ends are whole multiples of their width, so they stand still while time goes on. */
export async function readTurnHistogram(options: TurnHistogramOptions): Promise<readonly TurnBar[]> {
  const { client, filter, range, context, signal } = options;
  const stepSeconds = toBarSeconds(range);
  const empty = toEmptyBars(range, stepSeconds);
  const [first, last] = [empty[0], empty.at(-1)];
  if (!first || !last) return [];
  const query = buildTurnHistogramQuery(filter, context);
  const series = await client.queryMatrix({
    area: query.area,
    logql: buildOutcomeHistogram(query, stepSeconds),
    stepSeconds,
    startUnixNano: toUnixNano(first.toMillis),
    endUnixNano: toUnixNano(last.toMillis),
    ...(signal ? { signal } : {}),
  });
  return fillBars(empty, series);
}

/** Width of a bar in seconds: the smallest that gives at most 60 bars. */
export function toBarSeconds({ startUnixNano, endUnixNano }: TimeRange): number {
  const seconds = Number(endUnixNano - startUnixNano) / 1e9;
  const enough = WIDTHS.find((width) => seconds / width <= MOST_BARS);
  return enough ?? Math.ceil(seconds / MOST_BARS / DAY) * DAY;
}

function toEmptyBars(range: TimeRange, stepSeconds: number): readonly TurnBar[] {
  const widthMillis = stepSeconds * 1000;
  const start = Math.floor(toUnixMillis(range.startUnixNano) / widthMillis) * widthMillis;
  const count = Math.ceil((toUnixMillis(range.endUnixNano) - start) / widthMillis);
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const fromMillis = start + index * widthMillis;
    return { fromMillis, toMillis: fromMillis + widthMillis, turnCount: 0, errorCount: 0 };
  });
}

function fillBars(bars: readonly TurnBar[], series: readonly MatrixSeries[]): readonly TurnBar[] {
  const counts = new Map<number, { turns: number; errors: number }>();
  for (const { labels, points } of series) {
    for (const { unixMillis, value } of points) {
      const count = counts.get(unixMillis) ?? { turns: 0, errors: 0 };
      count.turns += value;
      if (labels[LABEL.outcome] === 'error') count.errors += value;
      counts.set(unixMillis, count);
    }
  }
  return bars.map((bar) => {
    const count = counts.get(bar.toMillis);
    return count ? { ...bar, turnCount: count.turns, errorCount: count.errors } : bar;
  });
}
