import { HEADER_TENANT } from '@botscope/conventions';
import { startProduct } from '@botscope/tests';
import { countConversations } from '../corpus/corpus.ts';
import { toTurnId } from '../corpus/make-turn.ts';
import type { PageQuestion } from '../questions/page-question.ts';
import { createTimedClient, type TimedClient } from '../questions/timed-client.ts';
import { renderFigure, type BenchResult } from '../result.ts';
import { isTraced } from '../store-corpus/make-spans.ts';
import type { StoreCorpus } from '../store-corpus/store-corpus.ts';
import { toTraceId } from '../store-corpus/trace-ids.ts';
import { summarise } from '../store-questions/measure-questions.ts';
import {
  listHistogramQuestions,
  listShortTextQuestions,
  listTextQuestions,
} from '../store-questions/other-questions.ts';
import { toRange } from './store-queries.ts';

const ROUNDS = 7;
/** What takes longer than this the first time is asked once more only. */
const SLOW_MILLIS = 3000;
const TRACES = 60;

interface Times {
  readonly name: string;
  readonly millis: readonly number[];
}

/** A question that is refused, such as one that takes too long, counts with the time until then. */
async function timeOnce({ ask }: PageQuestion, timed: TimedClient): Promise<{ millis: number; refused: boolean }> {
  const started = performance.now();
  try {
    await ask(timed.client);
    return { millis: timed.takeWaitedMillis(), refused: false };
  } catch {
    timed.takeWaitedMillis();
    return { millis: performance.now() - started, refused: true };
  }
}

async function timePageQuestion(question: PageQuestion, timed: TimedClient): Promise<Times> {
  const first = await timeOnce(question, timed);
  if (first.refused) return { name: `${question.name} (refused)`, millis: [first.millis] };
  const millis: number[] = [];
  for (let round = 0; round < (first.millis > SLOW_MILLIS ? 1 : ROUNDS); round++)
    millis.push((await timeOnce(question, timed)).millis);
  return { name: question.name, millis };
}

/** Traces from all over the range, each asked for once. */
async function timeTraces(tempoUrl: string, stored: StoreCorpus): Promise<Times> {
  const conversations = countConversations(stored.corpus);
  const turnIds = Array.from({ length: conversations }, (_, conversation) => toTurnId(conversation, 1)).filter(
    isTraced,
  );
  const stride = Math.floor(turnIds.length / TRACES);
  const millis: number[] = [];
  for (const turnId of turnIds.filter((_, index) => index % stride === 0)) {
    const started = performance.now();
    const answer = await fetch(`${tempoUrl}/api/v2/traces/${toTraceId(turnId)}`, {
      headers: { [HEADER_TENANT]: 'bots' },
    });
    const text = await answer.text();
    millis.push(performance.now() - started);
    if (!text.includes('resourceSpans')) throw new Error(`The trace of ${turnId} was not found: ${text}`);
  }
  return { name: 'traces', millis };
}

function toResult(what: string, limitMillis: number, times: readonly Times[], table: boolean): BenchResult {
  const worst = times.map(({ name, millis }) => ({ name, ...summarise(millis) })).sort((a, b) => b.p95 - a.p95);
  const [first] = worst;
  if (first === undefined) throw new Error('Nothing was asked.');
  if (table)
    for (const { name, median, p95, max } of worst)
      console.log(`| ${what}: ${name} | ${[median, p95, max].map(renderFigure).join(' | ')} |`);
  return {
    row: 'Q2',
    what: `${what}: median / p95 / longest of the slowest of ${times.length}`,
    ours: `${[first.median, first.p95, first.max].map(renderFigure).join(' / ')} ms`,
    target: `p95 ≤ ${limitMillis} ms`,
    met: first.p95 <= limitMillis,
    note: `${first.name}; over the target: ${worst.filter(({ p95 }) => p95 > limitMillis).length}`,
  };
}

/** Q2: what is no list of the newest: a trace, a histogram, texts. */
export async function measureOtherStoreQueries(stored: StoreCorpus, table: boolean): Promise<BenchResult[]> {
  const range = toRange(stored.corpus);
  const middle = Math.floor(countConversations(stored.corpus) / 2);
  const product = await startProduct({ args: ['--no-demo'], dataDirectory: stored.storeDirectory });
  const timed = createTimedClient(product.urls.loki);
  const timeAll = async (questions: readonly PageQuestion[]) => {
    const times: Times[] = [];
    for (const question of questions) times.push(await timePageQuestion(question, timed));
    return times;
  };
  try {
    return [
      toResult('trace by id', 5, [await timeTraces(product.urls.tempo, stored)], table),
      toResult('histogram, 30 days', 100, await timeAll(listHistogramQuestions(range)), table),
      toResult('text of 3 characters or more, 30 days', 50, await timeAll(listTextQuestions(range, middle)), table),
      toResult('text of 2 characters, one day', 250, await timeAll(listShortTextQuestions(range)), table),
    ];
  } finally {
    await product.stop();
  }
}
