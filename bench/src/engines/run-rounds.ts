import { ATTR_EVENT, ATTR_RECORD_KIND, EVENT_STEP_COMPLETED } from '@botscope/conventions';
import type { Backends } from '@botscope/tests';
import { generateCorpus } from '../corpus/corpus.ts';
import type { CorpusRecord } from '../corpus/corpus-record.ts';
import { encodeBatches, type Batch } from '../corpus/encode-batches.ts';
import type { Intake } from './intake.ts';
import { measureIntake, sumResidentBytes, type IntakeFigures } from './measure-intake.ts';
import { startCollectorIntake } from './start-collector-intake.ts';
import { startStandaloneIntake } from './start-standalone-intake.ts';

const BATCH = 500;
/** Audit records in a request. */
export const AUDIT_BATCH = 20;
const SPAN_NANOS = 1_200_000_000_000n;
const GENERATED = 60_000;

const isStep = ({ attributes }: CorpusRecord) => attributes[ATTR_EVENT] === EVENT_STEP_COMPLETED;
const isSmall = ({ attributes }: CorpusRecord) =>
  attributes[ATTR_RECORD_KIND] === 'conversation' || attributes[ATTR_RECORD_KIND] === 'log';
const isAudit = ({ tenant }: CorpusRecord) => tenant === 'audit';

/** Records of the last minutes in requests. */
function makeBatches(keeps: (record: CorpusRecord) => boolean, size: number): readonly Batch[] {
  const endUnixNano = BigInt(Date.now()) * 1_000_000n;
  return [...encodeBatches(generateCorpus({ records: GENERATED, spanNanos: SPAN_NANOS, endUnixNano, keeps }), size)];
}

/** One life of an engine. */
export interface Round {
  readonly startMillis: number;
  readonly idleBytes: number;
  readonly loadedBytes: number;
  readonly storedBytesPerRecord: number;
  readonly figures: IntakeFigures;
  /** Only of the first shape. */
  readonly audit?: IntakeFigures;
}

/** Steps have about 1.3 KB; small ones are messages and log lines. */
const SHAPES = { step: isStep, small: isSmall } as const;
/** Name of a shape. */
export type Shape = keyof typeof SHAPES;

async function runRound(intake: Intake, shape: Shape): Promise<Round> {
  const idleBytes = sumResidentBytes(intake);
  const figures = await measureIntake(intake, makeBatches(SHAPES[shape], BATCH));
  const loadedBytes = sumResidentBytes(intake);
  const audit = shape === 'step' ? await measureIntake(intake, makeBatches(isAudit, AUDIT_BATCH)) : undefined;
  const { startMillis } = intake;
  // The audit records of the same life count, or the small ones would not be small.
  const records = figures.records + (audit?.records ?? 0);
  const storedBytesPerRecord = (await intake.finish()) / records;
  return { startMillis, idleBytes, loadedBytes, storedBytesPerRecord, figures, ...(audit ? { audit } : {}) };
}

/** Both engines, in turns. */
export interface Rounds {
  readonly ours: readonly Round[];
  readonly theirs: readonly Round[];
}

/** Starts each engine so many times, with an empty directory, and gives it records of a shape. */
export async function runRounds(backends: Backends, shape: Shape, count: number): Promise<Rounds> {
  const rounds = { ours: [] as Round[], theirs: [] as Round[] };
  for (let i = 0; i < count; i++) {
    rounds.ours.push(await runRound(await startStandaloneIntake(), shape));
    rounds.theirs.push(await runRound(await startCollectorIntake(backends), shape));
  }
  return rounds;
}
