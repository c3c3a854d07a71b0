import { toMedian, toPercentile } from '../result.ts';
import type { PageQuestion } from './page-question.ts';
import type { TimedClient } from './timed-client.ts';

/** How long both engines took for a question, in milliseconds. */
export interface QuestionComparison {
  readonly name: string;
  readonly ours: Waits;
  readonly theirs: Waits;
  readonly rounds: number;
  /** Ours divided by theirs, of the medians. */
  readonly ratio: number;
  /** What each found, where it is not the same. */
  readonly difference?: string;
}

interface Waits {
  readonly median: number;
  readonly p95: number;
}

const MIN_ROUNDS = 3;
const MAX_ROUNDS = 11;
/** A question that takes long is asked fewer times. */
const LONGEST_MILLIS = 2000;

async function time(question: PageQuestion, timed: TimedClient) {
  timed.takeWaitedMillis();
  const found = await question.ask(timed.client);
  return { found, millis: timed.takeWaitedMillis() };
}

/** Asks both once to warm up, then in turns. */
export async function compareQuestion(
  question: PageQuestion,
  ours: TimedClient,
  theirs: TimedClient,
): Promise<QuestionComparison> {
  const found = [(await time(question, ours)).found, (await time(question, theirs)).found] as const;
  const millis = { ours: [] as number[], theirs: [] as number[] };
  const started = performance.now();
  const isEnough = () => performance.now() - started > LONGEST_MILLIS && millis.ours.length >= MIN_ROUNDS;
  while (millis.ours.length < MAX_ROUNDS && !isEnough()) {
    millis.ours.push((await time(question, ours)).millis);
    millis.theirs.push((await time(question, theirs)).millis);
  }
  const summarise = (values: readonly number[]) => ({ median: toMedian(values), p95: toPercentile(values, 95) });
  const [waitedOurs, waitedTheirs] = [summarise(millis.ours), summarise(millis.theirs)];
  return {
    name: question.name,
    ours: waitedOurs,
    theirs: waitedTheirs,
    rounds: millis.ours.length,
    ratio: waitedOurs.median / waitedTheirs.median,
    ...(found[0] === found[1] ? {} : { difference: `${found[0]} here, ${found[1]} there` }),
  };
}
