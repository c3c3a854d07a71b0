import type { BenchArguments } from '../bench-arguments.ts';
import type { BenchResult } from '../result.ts';
import { prepareStoreCorpus, type StoreCorpus } from '../store-corpus/store-corpus.ts';
import { measureStoreIngest } from './store-ingest.ts';
import { measureOtherStoreQueries } from './store-other-queries.ts';
import { measureStoreQueries } from './store-queries.ts';

/** So many are made that about five million are left: successful calls are kept for a week only. */
const STORE_RECORDS = 5_400_000;

const MEASUREMENTS: Readonly<Record<string, (stored: StoreCorpus, table: boolean) => Promise<BenchResult[]>>> = {
  Q1: measureStoreQueries,
  Q2: measureOtherStoreQueries,
  // Last: it adds records.
  I2: measureStoreIngest,
};

/** Rows of the store with millions of records, each told when it is there. The corpus is made, or taken as it was kept. */
export async function measureStore(
  { records = STORE_RECORDS, corpusDirectory, table }: BenchArguments,
  rows: readonly string[],
  tell: (results: readonly BenchResult[]) => void,
): Promise<readonly BenchResult[]> {
  const stored = await prepareStoreCorpus(records, corpusDirectory);
  const results: BenchResult[] = [];
  try {
    for (const [row, measure] of Object.entries(MEASUREMENTS)) {
      if (!rows.includes(row)) continue;
      const measured = await measure(stored, table);
      tell(measured);
      results.push(...measured);
    }
    return results;
  } finally {
    stored.remove();
  }
}
