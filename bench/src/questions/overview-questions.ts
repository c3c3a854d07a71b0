import { ATTR_BOT_ID, ATTR_DEPLOYMENT_ENVIRONMENT_NAME, ATTR_RECORD_KIND, toLokiName } from '@botscope/conventions';
import {
  buildApiCallQueries,
  buildAuditQuery,
  buildCount,
  buildDurationPercentile,
  buildOutcomeHistogram,
  buildTurnHistogramQuery,
  toUnixNano,
  type LokiArea,
  type LokiClient,
  type MatrixSeries,
  type RecordQuery,
  type TimeRange,
} from '@botscope/records';
import type { PageQuestion } from './page-question.ts';

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
const NEWS_MILLIS = 75_000;
/** Where Loki keeps late records apart: a label of its own. */
const TIME_SHARD = '__time_shard__';

/** Points do not lie at the same moments unless the range begins and ends at a whole step. */
function toWholeSteps(range: TimeRange, stepSeconds: number): TimeRange {
  const step = BigInt(stepSeconds) * 1_000_000_000n;
  return {
    startUnixNano: (range.startUnixNano / step + 1n) * step,
    endUnixNano: (range.endUnixNano / step) * step,
  };
}

const sumValues = (series: readonly MatrixSeries[]): number =>
  Math.round(series.flatMap(({ points }) => points).reduce((sum, { value }) => sum + value, 0));

function askMatrix(name: string, area: LokiArea, logql: string, range: TimeRange, stepSeconds: number): PageQuestion {
  const request = { area, logql, ...toWholeSteps(range, stepSeconds), stepSeconds };
  return { name, ask: async (client) => sumValues(await client.queryMatrix(request)) };
}

function askCount(name: string, query: RecordQuery, range: TimeRange): PageQuestion {
  const { endUnixNano } = toWholeSteps(range, HOUR_SECONDS);
  const request = { area: query.area, logql: buildCount(query, 7 * DAY_SECONDS), timeUnixNano: endUnixNano };
  return { name, ask: async (client) => (await client.queryVector(request))[0]?.value ?? 0 };
}

function askLabels(name: string, ask: (client: LokiClient) => Promise<readonly string[]>): PageQuestion {
  return { name, ask: async (client) => (await ask(client)).length };
}

/** What stands around lists: histograms, percentiles, counts, choices of filters, whether there is news, which days are empty. */
export function listOverviewQuestions(range: TimeRange): readonly PageQuestion[] {
  const [calls] = buildApiCallQueries({});
  const [stripe] = buildApiCallQueries({ integrations: ['stripe'] });
  if (calls === undefined || stripe === undefined) throw new Error('No query for API calls.');
  const turns = buildTurnHistogramQuery({});
  const day = { ...range, startUnixNano: range.endUnixNano - BigInt(DAY_SECONDS) * 1_000_000_000n };
  const news = { ...range, startUnixNano: range.endUnixNano - toUnixNano(NEWS_MILLIS) };
  const everything = buildAuditQuery({ rows: [] }, range.endUnixNano).selector;
  const perStep = (query: RecordQuery, seconds: number) => buildOutcomeHistogram(query, seconds);
  const percentile = buildDurationPercentile(calls, 0.95, HOUR_SECONDS);
  const values = (attribute: string) =>
    askLabels(`choices of ${attribute}`, (client) =>
      client.labelValues(toLokiName(attribute), { area: 'records', range }),
    );
  return [
    askMatrix('histogram of turns, 30 days', 'records', perStep(turns, 6 * HOUR_SECONDS), range, 6 * HOUR_SECONDS),
    askMatrix('histogram of turns, one day', 'records', perStep(turns, 600), day, 600),
    askMatrix('histogram of calls, 30 days', 'api-calls', perStep(calls, 6 * HOUR_SECONDS), range, 6 * HOUR_SECONDS),
    askMatrix('histogram of calls, filtered', 'api-calls', perStep(stripe, 6 * HOUR_SECONDS), range, 6 * HOUR_SECONDS),
    askMatrix('95th percentile of durations, one day', 'api-calls', percentile, day, HOUR_SECONDS),
    askMatrix('95th percentile of durations, 30 days', 'api-calls', percentile, range, HOUR_SECONDS),
    askCount('count of calls, 7 days', calls, range),
    askCount('count of turns, 7 days', turns, range),
    values(ATTR_BOT_ID),
    values(ATTR_DEPLOYMENT_ENVIRONMENT_NAME),
    askLabels('names of labels', async (client) =>
      (await client.labels({ area: 'records', range })).filter((name) => name !== TIME_SHARD),
    ),
    {
      name: 'days with audit entries',
      ask: async (client) => {
        const series = await client.volumeRange({
          ...{ ...range, area: 'audit', selector: everything, stepSeconds: DAY_SECONDS },
          byLabel: toLokiName(ATTR_RECORD_KIND),
        });
        return series.length;
      },
    },
    {
      name: 'news of the conversation list',
      ask: async (client) =>
        (await client.queryEntries({ area: 'records', logql: turns.logql, ...news, limit: 500 })).length,
    },
  ];
}
