import {
  buildApiCallQueries,
  buildLogQuery,
  buildOutcomeHistogram,
  buildTurnHistogramQuery,
  type LokiClient,
  type RecordQuery,
  type TimeRange,
} from '@botscope/records';
import { toRareWord } from '../corpus/make-turn.ts';
import { askFirstPage, type PageQuestion } from '../questions/page-question.ts';

const DAY_NANOS = 86_400_000_000_000n;
const HOUR_SECONDS = 3600;
/** A part of a word, and nothing that any record has. */
const TEXTS = ['ref', 'zqx', 'no such words', 'Größe'];

function listTextQueries(text: string): readonly (readonly [where: string, queries: readonly RecordQuery[]])[] {
  const [calls] = buildApiCallQueries({ text });
  const logs = buildLogQuery({ text });
  // What no page asks for alone, but a person in Explore: all records of the bots, steps included.
  const selector = '{bot_record_kind=~"conversation|step|log"}';
  const line = logs.logql.slice(logs.selector.length);
  const everything = { area: logs.area, selector, logql: selector + line };
  return [...(calls === undefined ? [] : [['calls', [calls]] as const]), ['logs', [logs]], ['all', [everything]]];
}

function askTexts(texts: readonly string[], range: TimeRange): readonly PageQuestion[] {
  return texts.flatMap((text) =>
    listTextQueries(text).map(([where, queries]) => askFirstPage(`"${text}" in ${where}`, queries, range)),
  );
}

/** Texts of three characters and more, over everything. */
export function listTextQuestions(range: TimeRange, middle: number): readonly PageQuestion[] {
  return askTexts([toRareWord(middle), ...TEXTS], range);
}

/** A text that is too short for an index of three characters, over the last day. */
export function listShortTextQuestions(range: TimeRange): readonly PageQuestion[] {
  return askTexts(['zq', 're'], { ...range, startUnixNano: range.endUnixNano - DAY_NANOS });
}

/** Bars over the whole range, with a part for each outcome. */
export function listHistogramQuestions({ startUnixNano, endUnixNano }: TimeRange): readonly PageQuestion[] {
  const [calls] = buildApiCallQueries({});
  if (calls === undefined) throw new Error('No query for API calls.');
  const ask = (name: string, query: RecordQuery, stepSeconds: number): PageQuestion => ({
    name,
    ask: async (client: LokiClient) => {
      const logql = buildOutcomeHistogram(query, stepSeconds);
      const series = await client.queryMatrix({ area: query.area, logql, startUnixNano, endUnixNano, stepSeconds });
      return series.reduce((sum, { points }) => sum + points.length, 0);
    },
  });
  return [
    ask('of calls, 6 h', calls, 6 * HOUR_SECONDS),
    ask('of calls, 1 h', calls, HOUR_SECONDS),
    ask('of turns, 6 h', buildTurnHistogramQuery({}), 6 * HOUR_SECONDS),
  ];
}
