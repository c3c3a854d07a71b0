import { startProduct } from '@botscope/tests';
import { generateCorpus } from '../corpus/corpus.ts';
import { encodeBatches } from '../corpus/encode-batches.ts';
import { readResidentBytes } from '../engines/process-figures.ts';
import { postAll } from '../engines/send-batches.ts';
import { createTimedClient } from '../questions/timed-client.ts';
import { renderFigure, type BenchResult } from '../result.ts';
import { FILL_BATCH, type FillFigures } from '../store-corpus/fill-in-batches.ts';
import type { StoreCorpus } from '../store-corpus/store-corpus.ts';
import { listTextQuestions } from '../store-questions/other-questions.ts';
import { toRange } from './store-queries.ts';

const MEGA = 1e6;
const MEMORY_LIMIT_MEGABYTES = 300;
const SENDERS = 4;
const SENT_BATCH = 500;
/** Enough that files become full and are sealed while it is looked at. */
const SENT_RECORDS = 120_000;
const SENT_SPAN_NANOS = 3_600_000_000_000n;
const LOOK_MILLIS = 100;

const toRate = ({ records, seconds }: FillFigures): number => records / seconds;
const toMicros = ({ records, cpuSeconds }: FillFigures): number => (cpuSeconds * 1e6) / records;
const describe = (figures: FillFigures): string =>
  `${renderFigure(figures.tenthRecordsPerSecond)} records/s in the last tenth, CPU ${renderFigure(toMicros(figures))} µs each, ${renderFigure(figures.finishSeconds)} s afterwards in the background`;

function compareIngest(
  { figures, madeAt }: StoreCorpus,
  engine: { readonly name: string; readonly figures: FillFigures; readonly target: number },
): BenchResult {
  const ratio = toRate(figures.ours) / toRate(engine.figures);
  return {
    row: 'I2',
    what: `durable ingest, ${FILL_BATCH.toLocaleString('en-GB')} records in a commit; ${figures.ours.records.toLocaleString('en-GB')} records`,
    ours: `${renderFigure(toRate(figures.ours))} records/s`,
    theirs: `${engine.name} ${renderFigure(toRate(engine.figures))} records/s of ${engine.figures.records.toLocaleString('en-GB')}`,
    ratio,
    target: `≥ ${engine.target}×`,
    met: ratio >= engine.target,
    note: `ours ${describe(figures.ours)}; theirs ${describe(engine.figures)}${madeAt === undefined ? '' : `; measured when the corpus was made, ${madeAt}`}`,
  };
}

/** Calls until it is told to stop; resolves with the largest. */
function watch(read: () => number): () => number {
  let largest = read();
  const timer = setInterval(() => (largest = Math.max(largest, read())), LOOK_MILLIS);
  return () => {
    clearInterval(timer);
    return largest;
  };
}

/** Memory of standalone's main process with all records there: after its start, while it is asked, while it takes more. */
async function measureMemory(stored: StoreCorpus): Promise<BenchResult> {
  const product = await startProduct({ args: ['--no-demo'], dataDirectory: stored.storeDirectory });
  const read = () => readResidentBytes(product.processId) / MEGA;
  try {
    const started = read();
    const stopAsking = watch(read);
    const { client } = createTimedClient(product.urls.loki);
    for (const { ask } of listTextQuestions(toRange(stored.corpus), 0)) await ask(client);
    const asked = stopAsking();
    const stopSending = watch(read);
    const more = { records: SENT_RECORDS, spanNanos: SENT_SPAN_NANOS, endUnixNano: BigInt(Date.now()) * 1_000_000n };
    const isOrdinary = ({ tenant }: { tenant: string }) => tenant === 'bots';
    const batches = [...encodeBatches(generateCorpus({ ...more, keeps: isOrdinary }), SENT_BATCH)];
    await postAll(`${product.urls.loki}/otlp/v1/logs`, batches, SENDERS);
    const sent = stopSending();
    return {
      row: 'I2',
      what: `memory of the store's process at ${stored.figures.ours.records.toLocaleString('en-GB')} records, the largest`,
      ours: `${renderFigure(Math.max(asked, sent))} MB`,
      target: `≤ ${MEMORY_LIMIT_MEGABYTES} MB`,
      met: Math.max(asked, sent) <= MEMORY_LIMIT_MEGABYTES,
      note: `after the start ${renderFigure(started)}, while texts were looked for ${renderFigure(asked)}, while ${batches.length * SENT_BATCH} more came ${renderFigure(sent)} MB; page server, receiver and query threads included`,
    };
  } finally {
    await product.stop();
  }
}

/** I2: what filling took of our store, of DuckDB and of one SQLite file; and the memory of standalone with all of it. */
export async function measureStoreIngest(stored: StoreCorpus): Promise<BenchResult[]> {
  const { duckDb, sqlite } = stored.figures;
  return [
    compareIngest(stored, { name: "DuckDB's appender", figures: duckDb, target: 2 }),
    compareIngest(stored, { name: 'one SQLite file with the indexes of a live file', figures: sqlite, target: 4 }),
    await measureMemory(stored),
  ];
}
