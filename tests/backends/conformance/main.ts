import { TENANTS, type Tenant } from '@botscope/conventions';
import type { BotRecord } from '@botscope/records';
import fc from 'fast-check';
import { nowUnixNano } from '../run/otlp-json.ts';
import { askEngine } from './ask-engine.ts';
import { compareAnswers } from './compare-answers.ts';
import { compareFilter, readAll } from './compare-filters.ts';
import { createCorpus } from './corpus.ts';
import { listFixedQuestions } from './fixed-questions.ts';
import { generatedQueries } from './generated-queries.ts';
import { startTwoEngines, type TwoEngines } from './two-engines.ts';

const RECORDS_OF_EACH_KIND = 200;
const SHOWN_DIFFERENCES = 20;
const WIDE_NANOS = 60_000_000_000n;

async function checkQuestions(engines: TwoEngines, now: bigint): Promise<readonly [number, number]> {
  const questions = listFixedQuestions(now);
  let failed = 0;
  for (const { name, tenant, path, parameters } of questions) {
    const loki = await askEngine(engines.lokiUrl, tenant, path, parameters);
    const difference = compareAnswers(loki, await askEngine(engines.standaloneUrl, tenant, path, parameters));
    if (difference === undefined) continue;
    failed++;
    console.log(`FAILED ${name}: ${difference}`);
  }
  return [questions.length - failed, failed];
}

async function checkFilters(
  engines: TwoEngines,
  now: bigint,
  count: number,
  seed: number,
): Promise<readonly [number, number]> {
  const whole = { start: now - WIDE_NANOS, end: now + 1n };
  const all = new Map<Tenant, BotRecord[]>();
  for (const tenant of TENANTS) all.set(tenant, await readAll(engines, tenant, whole));
  const operators = new Map<string, number>();
  let [failed, partial] = [0, 0];
  for (const generated of fc.sample(generatedQueries(now), { seed, numRuns: count })) {
    const records = all.get(generated.tenant) ?? [];
    const { problem, selected } = await compareFilter(engines, generated, whole, records);
    if (problem !== undefined && failed++ < SHOWN_DIFFERENCES) console.log(`FAILED in ${generated.tenant}: ${problem}`);
    if (selected > 0 && selected < records.length) partial++;
    for (const operator of generated.operators) operators.set(operator, (operators.get(operator) ?? 0) + 1);
  }
  const stored = [...all].map(([tenant, records]) => `${tenant} ${records.length}`).join(', ');
  console.log(`stored: ${stored}; ${Math.round((100 * partial) / count)} % of the filters select some but not all`);
  console.log(
    `rows of audit filters: ${[...operators]
      .sort()
      .map(([name, times]) => `${name} ${times}`)
      .join(', ')}`,
  );
  return [count - failed, failed];
}

/**
 * Asks a real Loki and standalone the same about the same records; arguments: number of generated filters, seed. Ends
 * with "N passed, N failed".
 */
async function main(count: number, seed: number): Promise<boolean> {
  const now = nowUnixNano() - 1_000_000_000n;
  const corpus = createCorpus(seed, now, RECORDS_OF_EACH_KIND);
  console.log(`seed ${seed}: ${corpus.length} records, ${count} filters`);
  const engines = await startTwoEngines(corpus);
  const questions = await checkQuestions(engines, now);
  const filters = await checkFilters(engines, now, count, seed);
  await engines.close();
  const failed = questions[1] + filters[1];
  console.log(`${questions[0] + filters[0]} passed, ${failed} failed`);
  return failed === 0;
}

const [count = '1000', seed = String(Date.now() % 1_000_000_000)] = process.argv.slice(2);
process.exit((await main(Number(count), Number(seed))) ? 0 : 1);
