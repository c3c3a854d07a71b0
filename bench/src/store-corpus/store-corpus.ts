import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureCompetitor } from '../competitors.ts';
import type { CorpusOptions } from '../corpus/corpus.ts';
import { runFile, runProgram } from '../run-program.ts';
import type { FillFigures } from './fill-in-batches.ts';
import { toFillArguments } from './read-fill-arguments.ts';

/** The same records in our store, in DuckDB and, fewer of them, in one SQLite file. */
export interface StoreCorpus {
  /** Data directory of a standalone. */
  readonly storeDirectory: string;
  readonly duckDbDirectory: string;
  readonly corpus: CorpusOptions;
  readonly figures: EngineFigures;
  /** When it was made, if not by this run. */
  readonly madeAt?: string;
  /** Removes it, unless it is to be used again. */
  remove(): void;
}

/** What filling took, by engine. */
export interface EngineFigures {
  readonly ours: FillFigures;
  readonly duckDb: FillFigures;
  readonly sqlite: FillFigures;
}

interface Manifest {
  readonly version: number;
  readonly records: number;
  readonly endUnixNano: string;
  readonly madeAt: string;
  readonly figures: EngineFigures;
}

const VERSION = 1;
const NANOS_PER_MINUTE = 60_000_000_000n;
const NANOS_PER_DAY = 86_400_000_000_000n;
/** What is older than 30 days would be refused when it arrives. */
const SPAN_NANOS = 29n * NANOS_PER_DAY;
/** Older ones begin to lose records whose time is over. */
const MAX_AGE_NANOS = NANOS_PER_DAY / 2n;
/** One file becomes slower with every record: more would only add to our lead. */
const SQLITE_RECORDS = 1_000_000;
const MANIFEST = 'corpus.json';

const nowUnixNano = (): bigint => BigInt(Date.now()) * 1_000_000n;
const toPlaces = (directory: string) => ({
  storeDirectory: join(directory, 'standalone'),
  duckDbDirectory: join(directory, 'duckdb'),
});
const toCorpus = (records: number, endUnixNano: bigint): CorpusOptions => ({
  ...{ records, endUnixNano, spanNanos: SPAN_NANOS },
});

/** A corpus that was kept, if it is the one that is asked for and not too old. */
function readKept(directory: string, records: number): Omit<StoreCorpus, 'remove'> | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(directory, MANIFEST), 'utf8')) as Manifest;
    const endUnixNano = BigInt(manifest.endUnixNano);
    const isOld = nowUnixNano() - endUnixNano > MAX_AGE_NANOS;
    if (manifest.version !== VERSION || manifest.records !== records || isOld) return undefined;
    const { figures, madeAt } = manifest;
    return { ...toPlaces(directory), corpus: toCorpus(records, endUnixNano), figures, madeAt };
  } catch {
    return undefined;
  }
}

async function fill(directory: string, corpus: CorpusOptions): Promise<EngineFigures> {
  const { storeDirectory, duckDbDirectory } = toPlaces(directory);
  const sqliteDirectory = join(directory, 'sqlite');
  for (const place of [storeDirectory, duckDbDirectory, sqliteDirectory]) {
    rmSync(place, { recursive: true, force: true });
    mkdirSync(place, { recursive: true });
  }
  const toArguments = (place: string, limit = Infinity) => toFillArguments({ directory: place, corpus, limit });
  const ours = await runProgram<FillFigures>('fill-store', toArguments(storeDirectory));
  const fillDuckDb = ensureCompetitor('duckdb', 'fill.mjs');
  const duckDb = await runFile<FillFigures>(fillDuckDb, toArguments(duckDbDirectory));
  const sqlite = await runProgram<FillFigures>('fill-sqlite', toArguments(sqliteDirectory, SQLITE_RECORDS));
  rmSync(sqliteDirectory, { recursive: true });
  return { ours, duckDb, sqlite };
}

/** Makes the corpus of about so many records, or takes it from `keptIn`, where it is left for the next run. */
export async function prepareStoreCorpus(records: number, keptIn: string | undefined): Promise<StoreCorpus> {
  const directory = keptIn ?? mkdtempSync(join(tmpdir(), 'botscope-bench-store-'));
  const remove = () => {
    if (keptIn === undefined) rmSync(directory, { recursive: true, force: true });
  };
  const kept = readKept(directory, records);
  if (kept !== undefined) return { ...kept, remove };
  const corpus = toCorpus(records, nowUnixNano() - NANOS_PER_MINUTE);
  const figures = await fill(directory, corpus);
  const manifest: Manifest = {
    ...{ version: VERSION, records, endUnixNano: String(corpus.endUnixNano), figures },
    madeAt: new Date().toISOString(),
  };
  writeFileSync(join(directory, MANIFEST), JSON.stringify(manifest));
  return { ...toPlaces(directory), corpus, figures, remove };
}
