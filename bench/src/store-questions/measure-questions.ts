import type { TimeRange } from '@botscope/records';
import type { DuckDbEngine } from '../engines/duckdb-engine.ts';
import type { TimedClient } from '../questions/timed-client.ts';
import { toMedian, toPercentile } from '../result.ts';
import { askOurs, toSql, type StoreQuestion } from './store-question.ts';

/** Milliseconds that the same question took, asked again and again. */
export interface QuestionTimes {
  readonly name: string;
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  /** What each found, where it is not the same. */
  readonly difference?: string;
}

const MIN_ROUNDS = 5;
const MAX_ROUNDS = 15;
/** A question that takes long is asked fewer times. */
const LONGEST_MILLIS = 1500;

/** Median, 95th percentile and longest. */
export function summarise(millis: readonly number[]): { median: number; p95: number; max: number } {
  return { median: toMedian(millis), p95: toPercentile(millis, 95), max: Math.max(...millis) };
}

/** Asks both once to warm up, then in turns. */
export async function timeQuestion(
  question: StoreQuestion,
  timed: TimedClient,
  duckDb: DuckDbEngine,
  range: TimeRange,
): Promise<QuestionTimes> {
  const sql = toSql(question, range);
  const [foundOurs, { rows: foundTheirs }] = [await askOurs(question, timed.client, range), await duckDb.ask(sql)];
  timed.takeWaitedMillis();
  const times = { ours: [] as number[], theirs: [] as number[] };
  const started = performance.now();
  const isEnough = () => performance.now() - started > LONGEST_MILLIS && times.ours.length >= MIN_ROUNDS;
  while (times.ours.length < MAX_ROUNDS && !isEnough()) {
    await askOurs(question, timed.client, range);
    times.ours.push(timed.takeWaitedMillis());
    times.theirs.push((await duckDb.ask(sql)).millis);
  }
  const difference = foundOurs === foundTheirs ? {} : { difference: `${foundOurs} here, ${foundTheirs} there` };
  return { name: question.name, ...times, ...difference };
}
