import { generateCorpus, type CorpusOptions } from '../corpus/corpus.ts';
import type { CorpusRecord } from '../corpus/corpus-record.ts';

/** Records of one durable commit. */
export const FILL_BATCH = 5000;
/** Batches that are generated before the clock runs. */
const BATCHES_PER_CHUNK = 4;

/** What filling a store took. */
export interface FillFigures {
  readonly records: number;
  /** Wall time in which the store was given records, until the last was on disk; generating them is left out. */
  readonly seconds: number;
  /** What it took then until nothing was left to do in the background. */
  readonly finishSeconds: number;
  /** Speed of the last tenth of the batches. */
  readonly tenthRecordsPerSecond: number;
  /** CPU of the whole process, all its threads, without that of generating records. */
  readonly cpuSeconds: number;
}

/** Takes batches of records; each is one durable commit, and all are on disk when it resolves. */
export type StoreBatches = (batches: readonly (readonly CorpusRecord[])[]) => void | Promise<void>;

function* toChunks(options: CorpusOptions): Generator<readonly (readonly CorpusRecord[])[], void> {
  let batches: CorpusRecord[][] = [[]];
  for (const record of generateCorpus(options)) {
    const batch = batches.at(-1);
    if (batch !== undefined && batch.push(record) < FILL_BATCH) continue;
    if (batches.length === BATCHES_PER_CHUNK) {
      yield batches;
      batches = [];
    }
    batches.push([]);
  }
  yield batches.filter((batch) => batch.length > 0);
}

/** What else belongs to filling. */
export interface FillOptions {
  /** No more records than this, about. Default: all. */
  readonly limit?: number;
  /** What the other engines do not store; it is not timed. */
  readonly beside?: StoreBatches;
  /** What is left to do after the last batch. It is timed. */
  readonly finish?: () => void | Promise<void>;
}

/** Generates a corpus and gives it to a store. */
export async function fillInBatches(
  corpus: CorpusOptions,
  store: StoreBatches,
  { limit = Infinity, beside, finish }: FillOptions = {},
): Promise<FillFigures> {
  const stopwatch = createStopwatch();
  const pieces: Piece[] = [];
  for (const batches of toChunks(corpus)) {
    await beside?.(batches);
    const seconds = await stopwatch.time(() => store(batches));
    pieces.push({ records: sum(batches.map((batch) => batch.length)), seconds });
    if (toRecords(pieces) >= limit) break;
  }
  const finishSeconds = await stopwatch.time(() => finish?.());
  const tenth = pieces.slice(-Math.ceil(pieces.length / 10));
  return {
    records: toRecords(pieces),
    seconds: toSeconds(pieces),
    finishSeconds,
    tenthRecordsPerSecond: toRecords(tenth) / toSeconds(tenth),
    cpuSeconds: stopwatch.cpuSeconds(),
  };
}

interface Piece {
  readonly records: number;
  readonly seconds: number;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const toRecords = (pieces: readonly Piece[]): number => sum(pieces.map(({ records }) => records));
const toSeconds = (pieces: readonly Piece[]): number => sum(pieces.map(({ seconds }) => seconds));
const sumMicros = ({ user, system }: NodeJS.CpuUsage): number => user + system;

/** Times pieces of work; CPU counts of all threads, but not of this one between the pieces. */
function createStopwatch() {
  const cpuBefore = process.cpuUsage();
  let betweenMicros = 0;
  let ended = process.threadCpuUsage();
  return {
    time: async (work: () => void | Promise<void>): Promise<number> => {
      betweenMicros += sumMicros(process.threadCpuUsage(ended));
      const started = performance.now();
      await work();
      ended = process.threadCpuUsage();
      return (performance.now() - started) / 1000;
    },
    cpuSeconds: () => (sumMicros(process.cpuUsage(cpuBefore)) - betweenMicros) / 1e6,
  };
}
