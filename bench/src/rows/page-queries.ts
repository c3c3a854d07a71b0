import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startProduct } from '@botscope/tests';
import type { TimeRange } from '@botscope/records';
import type { BackendBenchOptions } from '../bench-options.ts';
import { countConversations, generateCorpus, toStart, type CorpusOptions } from '../corpus/corpus.ts';
import { encodeBatches } from '../corpus/encode-batches.ts';
import { startLokiEngine } from '../engines/loki-engine.ts';
import { sumFileBytes } from '../engines/process-figures.ts';
import { postBatch } from '../engines/send-batches.ts';
import { listApiCallQuestions } from '../questions/api-call-questions.ts';
import { listAuditQuestions } from '../questions/audit-questions.ts';
import { compareQuestion, type QuestionComparison } from '../questions/compare-questions.ts';
import { listConversationQuestions, listListQuestions } from '../questions/conversation-questions.ts';
import { listOverviewQuestions } from '../questions/overview-questions.ts';
import type { PageQuestion } from '../questions/page-question.ts';
import { createTimedClient } from '../questions/timed-client.ts';
import { renderFigure, toMedian, type BenchResult } from '../result.ts';

const NANOS_PER_DAY = 86_400_000_000_000n;
const NANOS_PER_MINUTE = 60_000_000_000n;
/** What is older than 30 days would be refused when it arrives. */
const SPAN_DAYS = 29n;
const BATCH = 1000;
const TARGET = 0.5;

/** Gives both engines the same records. Resolves with how many. */
async function pushCorpus(corpus: CorpusOptions, urls: readonly string[]): Promise<number> {
  let records = 0;
  for (const batch of encodeBatches(generateCorpus(corpus), BATCH)) {
    await Promise.all(urls.map((url) => postBatch(`${url}/otlp/v1/logs`, batch)));
    records += batch.records;
  }
  return records;
}

function listQuestions(corpus: CorpusOptions, range: TimeRange): readonly PageQuestion[] {
  const conversations = countConversations(corpus);
  const middle = Math.floor(conversations / 2);
  return [
    ...listListQuestions(range, middle),
    ...listConversationQuestions(range, middle, toStart(corpus, middle)),
    ...listApiCallQuestions(range, conversations - 20),
    ...listAuditQuestions(range, 2 * conversations),
    ...listOverviewQuestions(range),
  ];
}

const COLUMNS = ['question', 'ours', 'p95', 'Loki', 'p95', 'ratio', 'rounds', ''];
const printRow = (cells: readonly (string | number)[]): void => console.log(`| ${cells.join(' | ')} |`);

function printComparison({ name, ours, theirs, ratio, rounds, difference = '' }: QuestionComparison): void {
  const millis = [ours.median, ours.p95, theirs.median, theirs.p95].map((value) => `${renderFigure(value)} ms`);
  printRow([name, ...millis, `${ratio.toFixed(2)}×`, rounds, difference]);
}

/** Asks everything; with `table` each comparison is printed when it is there. */
async function compareAll(
  questions: readonly PageQuestion[],
  urls: { readonly ours: string; readonly theirs: string },
  table: boolean,
): Promise<readonly QuestionComparison[]> {
  const [ours, theirs] = [createTimedClient(urls.ours), createTimedClient(urls.theirs)];
  const comparisons: QuestionComparison[] = [];
  if (table) [COLUMNS, COLUMNS.map(() => '---')].forEach(printRow);
  for (const question of questions) {
    const comparison = await compareQuestion(question, ours, theirs);
    if (table) printComparison(comparison);
    comparisons.push(comparison);
  }
  return comparisons;
}

function summarise(comparisons: readonly QuestionComparison[], records: number): BenchResult[] {
  const byRatio = [...comparisons].sort((a, b) => b.ratio - a.ratio);
  const [worst] = byRatio;
  if (worst === undefined) throw new Error('No question was asked.');
  const slower = byRatio.filter(({ ratio }) => ratio > TARGET).map(({ name, ratio }) => `${name} ${ratio.toFixed(2)}×`);
  const different = comparisons.flatMap(({ name, difference }) => (difference ? [`${name}: ${difference}`] : []));
  const median = toMedian(comparisons.map(({ ratio }) => ratio));
  const what = `${comparisons.length} page queries over ${records.toLocaleString('en-GB')} records of 30 days, warm`;
  const target = `≤ ${TARGET}×`;
  return [
    {
      row: 'Q3',
      what: `${what}: the one with the worst ratio, ${worst.name}`,
      ours: `${renderFigure(worst.ours.median)} ms`,
      theirs: `Loki 3.7 ${renderFigure(worst.theirs.median)} ms`,
      ratio: worst.ratio,
      target,
      met: slower.length === 0 && different.length === 0,
      note: [...(slower.length > 0 ? [`over the target: ${slower.join(', ')}`] : []), ...different].join('; '),
    },
    {
      row: 'Q3',
      what: `the same, median of their ratios; figures are medians over the queries`,
      ours: `${renderFigure(toMedian(comparisons.map(({ ours }) => ours.median)))} ms`,
      theirs: `Loki 3.7 ${renderFigure(toMedian(comparisons.map(({ theirs }) => theirs.median)))} ms`,
      ratio: median,
      target,
      met: median <= TARGET,
      note: `p95, median over the queries: ours ${renderFigure(toMedian(comparisons.map(({ ours }) => ours.p95)))} ms, Loki ${renderFigure(toMedian(comparisons.map(({ theirs }) => theirs.p95)))} ms`,
    },
  ];
}

/** B1 of the same corpus: few records an hour make small chunks. */
function toDiskResult(records: number, sizeBytes: { readonly ours: number; readonly theirs: number }): BenchResult {
  const [ours, theirs] = [sizeBytes.ours / records, sizeBytes.theirs / records];
  return {
    row: 'B1',
    what: 'the records of Q3, spread over 30 days and four bots: on disk each',
    ours: `${renderFigure(ours)} B`,
    theirs: `Loki 3.7 ${renderFigure(theirs)} B`,
    ratio: ours / theirs,
    target: 'none set',
  };
}

/** Q3 and a row of B1: what pages ask, of standalone and of a real Loki with the same records, in turns. */
export async function measurePageQueries({ backends, table, records }: BackendBenchOptions): Promise<BenchResult[]> {
  const endUnixNano = BigInt(Date.now()) * 1_000_000n - NANOS_PER_MINUTE;
  const corpus = { records, endUnixNano, spanNanos: SPAN_DAYS * NANOS_PER_DAY };
  const loki = await startLokiEngine(backends);
  const product = await startProduct({ args: ['--no-demo'] });
  try {
    const stored = await pushCorpus(corpus, [loki.url, product.urls.loki]);
    await loki.restartFromDisk();
    const range = { startUnixNano: endUnixNano - 30n * NANOS_PER_DAY, endUnixNano: endUnixNano + NANOS_PER_MINUTE };
    const urls = { ours: product.urls.loki, theirs: loki.url };
    const comparisons = await compareAll(listQuestions(corpus, range), urls, table);
    await product.stop();
    const sizeBytes = { ours: sumFileBytes(join(product.dataDirectory, 'store')), theirs: loki.storedBytes() };
    return [...summarise(comparisons, stored), toDiskResult(stored, sizeBytes)];
  } finally {
    await Promise.all([loki.close(), product.stop()]);
    rmSync(product.dataDirectory, { recursive: true, force: true });
  }
}
