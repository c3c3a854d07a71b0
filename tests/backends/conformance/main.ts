import { nowUnixNano } from '../run/otlp-json.ts';
import { createCorpus } from './corpus/corpus.ts';
import { pushToBoth, startTwoEngines, type TwoEngines } from './engines/two-engines.ts';
import { createFilterParts } from './filters/filters-part.ts';
import { createIntakePart } from './intake/intake-part.ts';
import { createLimitPart } from './paging/limit-part.ts';
import { createPagingPart } from './paging/paging-part.ts';
import { createQuestionParts } from './questions/question-parts.ts';
import { runParts, type Count, type Part } from './run-parts.ts';

const SECOND = 1_000_000_000n;
const BEFORE_SECONDS = 300n;

async function runAll(engines: TwoEngines, filterCount: number, seed: number): Promise<Count> {
  // A whole second, so that times of every form name it; before anything that standalone itself has recorded.
  const now = (nowUnixNano() / SECOND - BEFORE_SECONDS) * SECOND;
  const corpus = createCorpus(seed, now);
  console.log(`seed ${seed}: ${corpus.recordCount} records, ${filterCount} filters`);
  const intake: Part = {
    name: 'both take the records',
    run: async () => {
      await pushToBoth(engines, corpus.requests);
      return { passed: 1, failed: 0 };
    },
  };
  return runParts([
    intake,
    ...createQuestionParts(engines, now),
    ...createFilterParts({ engines, seed, nowUnixNano: now, filterCount }),
    createPagingPart({ engines, seed, nowUnixNano: now }),
    createLimitPart({ engines, seed, nowUnixNano: now }),
    createIntakePart(engines, now),
  ]);
}

/**
 * Asks a real Loki and standalone the same about the same records; arguments: number of generated filters, seed. Ends
 * with "N passed, N failed".
 */
async function main(filterCount: number, seed: number): Promise<boolean> {
  const engines = await startTwoEngines();
  try {
    const { passed, failed } = await runAll(engines, filterCount, seed);
    console.log(`${passed} passed, ${failed} failed`);
    return failed === 0;
  } finally {
    await engines.close();
  }
}

const [filterCount = '10000', seed = String(Date.now() % 1_000_000_000)] = process.argv.slice(2);
process.exit((await main(Number(filterCount), Number(seed))) ? 0 : 1);
