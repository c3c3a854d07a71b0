import { startProduct } from '@botscope/tests';
import type { TimeRange } from '@botscope/records';
import { countConversations } from '../corpus/corpus.ts';
import { startDuckDb } from '../engines/duckdb-engine.ts';
import { createTimedClient } from '../questions/timed-client.ts';
import { renderFigure, toMedian, type BenchResult } from '../result.ts';
import type { StoreCorpus } from '../store-corpus/store-corpus.ts';
import { listApiCallStoreQuestions } from '../store-questions/api-call-questions.ts';
import { listAuditStoreQuestions } from '../store-questions/audit-questions.ts';
import { listConversationStoreQuestions } from '../store-questions/conversation-questions.ts';
import { summarise, timeQuestion, type QuestionTimes } from '../store-questions/measure-questions.ts';
import { askOurs, type StoreQuestion } from '../store-questions/store-question.ts';

const NANOS_PER_DAY = 86_400_000_000_000n;
const NANOS_PER_MINUTE = 60_000_000_000n;
const WARM_MILLIS = 50;
const COLD_MILLIS = 100;
const RATIO = 0.1;
/** Every so manieth question is asked of a process that was just started. */
const COLD_STRIDE = 5;

/** The range that all records of a corpus lie in. */
export function toRange({ endUnixNano }: StoreCorpus['corpus']): TimeRange {
  return { startUnixNano: endUnixNano - 30n * NANOS_PER_DAY, endUnixNano: endUnixNano + NANOS_PER_MINUTE };
}

function listQuestions({ corpus }: StoreCorpus): readonly StoreQuestion[] {
  const conversations = countConversations(corpus);
  return [
    ...listConversationStoreQuestions(Math.floor(conversations / 2)),
    ...listApiCallStoreQuestions(conversations - 20),
    ...listAuditStoreQuestions(toRange(corpus), 2 * conversations),
  ];
}

const printRow = (cells: readonly (string | number)[]): void => console.log(`| ${cells.join(' | ')} |`);

async function askWarm(stored: StoreCorpus, table: boolean): Promise<readonly QuestionTimes[]> {
  const product = await startProduct({ args: ['--no-demo'], dataDirectory: stored.storeDirectory });
  const duckDb = await startDuckDb(stored.duckDbDirectory);
  const timed = createTimedClient(product.urls.loki);
  const all: QuestionTimes[] = [];
  try {
    for (const question of listQuestions(stored)) {
      const times = await timeQuestion(question, timed, duckDb, toRange(stored.corpus));
      const [ours, theirs] = [summarise(times.ours), summarise(times.theirs)];
      const millis = [ours.median, ours.p95, ours.max, theirs.median, theirs.p95, theirs.max].map(renderFigure);
      if (table) printRow([times.name, ...millis, times.difference ?? '']);
      all.push(times);
    }
    return all;
  } finally {
    await Promise.all([product.stop(), duckDb.close()]);
  }
}

/** First questions of processes that were just started. */
async function askCold(stored: StoreCorpus, table: boolean): Promise<readonly number[]> {
  const millis: number[] = [];
  for (const question of listQuestions(stored).filter((_, index) => index % COLD_STRIDE === 0)) {
    const product = await startProduct({ args: ['--no-demo'], dataDirectory: stored.storeDirectory });
    const timed = createTimedClient(product.urls.loki);
    await askOurs(question, timed.client, toRange(stored.corpus));
    const waited = timed.takeWaitedMillis();
    if (table) printRow([`cold: ${question.name}`, renderFigure(waited)]);
    millis.push(waited);
    await product.stop();
  }
  return millis;
}

const render = (millis: readonly number[]): string => {
  const { median, p95, max } = summarise(millis);
  return `${[median, p95, max].map(renderFigure).join(' / ')} ms`;
};

function toWarmResults(all: readonly QuestionTimes[], records: number): readonly BenchResult[] {
  const [ours, theirs] = [all.flatMap((one) => one.ours), all.flatMap((one) => one.theirs)];
  const ratios = all.map((one) => ({ name: one.name, ratio: toMedian(one.ours) / toMedian(one.theirs) }));
  const slow = all.filter((one) => summarise(one.ours).p95 > WARM_MILLIS);
  const [worst] = [...all].sort((a, b) => summarise(b.ours).p95 - summarise(a.ours).p95);
  const ratio = toMedian(ratios.map((one) => one.ratio));
  const over = ratios.filter((one) => one.ratio > RATIO);
  const different = all.flatMap(({ name, difference }) => (difference ? [`${name}: ${difference}`] : []));
  const what = `newest 100 by each of ${all.length} filters, ${records.toLocaleString('en-GB')} records of 30 days, warm`;
  return [
    {
      row: 'Q1',
      what: `${what}: median / p95 / longest`,
      ours: render(ours),
      theirs: `DuckDB ${render(theirs)}`,
      target: `p95 of every filter ≤ ${WARM_MILLIS} ms`,
      met: slow.length === 0 && different.length === 0,
      note: [
        `slowest: ${worst?.name ?? ''}, p95 ${renderFigure(summarise(worst?.ours ?? []).p95)} ms`,
        ...(slow.length > 0
          ? [
              `over the target: ${slow.map(({ name, ours: millis }) => `${name} ${renderFigure(summarise(millis).p95)} ms`).join(', ')}`,
            ]
          : []),
        ...different,
      ].join('; '),
    },
    {
      row: 'Q1',
      what: 'the same against DuckDB, median of the ratios of medians',
      ours: `${renderFigure(toMedian(all.map((one) => toMedian(one.ours))))} ms`,
      theirs: `DuckDB ${renderFigure(toMedian(all.map((one) => toMedian(one.theirs))))} ms`,
      ratio,
      target: `≤ ${RATIO}×`,
      met: ratio <= RATIO,
      note: `ours over HTTP, its JSON not read; theirs in its process; ${over.length} of ${all.length} filters are over ${RATIO}×`,
    },
  ];
}

/** Q1: the newest 100 by each filter of the pages, through standalone's Loki API, and in SQL of a DuckDB with the same records. */
export async function measureStoreQueries(stored: StoreCorpus, table: boolean): Promise<BenchResult[]> {
  const warm = await askWarm(stored, table);
  const cold = await askCold(stored, table);
  const { p95 } = summarise(cold);
  return [
    ...toWarmResults(warm, stored.figures.ours.records),
    {
      row: 'Q1',
      what: `first question of a new process, ${cold.length} filters: median / p95 / longest`,
      ours: render(cold),
      target: `p95 ≤ ${COLD_MILLIS} ms`,
      met: p95 <= COLD_MILLIS,
      note: "the machine's page cache is not emptied",
    },
  ];
}
