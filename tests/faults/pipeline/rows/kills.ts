import { setTimeout as delay } from 'node:timers/promises';
import type { Backends } from '../../../backends/build/ensure-backends.ts';
import { startRealPipeline, type RealPipeline } from '../../../backends/run/real-pipeline.ts';
import type { FaultResult } from '../../fault-result.ts';
import { compareWriters, type WriterComparison } from '../compare-writers.ts';
import { startNumberedWriters, type NumberedWriters } from '../numbered-writers.ts';

/** One way to kill parts of a running pipeline; afterwards all parts run again. */
export type Kill = (pipeline: RealPipeline) => Promise<KillNote | void>;

/** What a kill found out about its moment. */
export interface KillNote {
  /** True when Loki was reading its write-ahead log. */
  readonly inReplay: boolean;
}

/** What is killed and when. */
export interface KillRow {
  readonly row: string;
  readonly what: string;
  /** Command line arguments of Loki. */
  readonly lokiArgs?: readonly string[];
  /** One after the other, each under load. */
  readonly kills: readonly Kill[];
}

const MIN_ACKNOWLEDGED = 20;
const RANDOM_MILLIS = 300;
const TRIES = 2000;
const KINDS = ['audit', 'step', 'api'] as const;

const countAcknowledged = (writers: readonly NumberedWriters[]): number =>
  writers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
const countUnacknowledged = (writers: readonly NumberedWriters[]): number =>
  writers.reduce((sum, writer) => sum + writer.unacknowledged(), 0);

/** Waits for a random moment at which there is enough to lose. */
async function waitForMoment(writers: readonly NumberedWriters[], acknowledgedBefore: number): Promise<void> {
  await delay(Math.random() * RANDOM_MILLIS);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const acknowledged = countAcknowledged(writers) - acknowledgedBefore;
    if (acknowledged >= MIN_ACKNOWLEDGED && countUnacknowledged(writers) > 0) return;
    await delay(5);
  }
  throw new Error('There were never 20 acknowledged records and an unacknowledged one.');
}

interface Tally {
  unacknowledged: number;
  inReplay: number;
}

async function killAll(
  { kills }: KillRow,
  pipeline: RealPipeline,
  writers: readonly NumberedWriters[],
): Promise<Tally> {
  const tally: Tally = { unacknowledged: 0, inReplay: 0 };
  for (const kill of kills) {
    await waitForMoment(writers, countAcknowledged(writers));
    tally.unacknowledged += countUnacknowledged(writers);
    const note = await kill(pipeline);
    if (note?.inReplay === true) tally.inReplay++;
  }
  return tally;
}

function toTotals(writers: readonly NumberedWriters[], tally: Tally, found: readonly WriterComparison[]): string {
  const refusals = writers.flatMap(({ refusals: byAnswer }) => Object.entries(byAnswer));
  const answers = new Map<string, number>();
  for (const [answer, count] of refusals) answers.set(answer, (answers.get(answer) ?? 0) + count);
  return [
    `${countAcknowledged(writers)} acknowledged, ${tally.unacknowledged} unacknowledged at the kills`,
    ...found.map(({ totals }) => totals),
    `senders were refused ${[...answers].map(([answer, count]) => `${count} × ${answer}`).join(', ') || 'never'}`,
    ...(tally.inReplay > 0 ? [`${tally.inReplay} kills during Loki’s replay`] : []),
  ].join('; ');
}

/** Kills parts of the pipeline under load; a reader finds every acknowledged record once. */
export async function killUnderLoad(backends: Backends, row: KillRow): Promise<FaultResult> {
  const pipeline = await startRealPipeline(backends, row.lokiArgs === undefined ? {} : { lokiArgs: row.lokiArgs });
  try {
    const writers = KINDS.map((kind) =>
      startNumberedWriters({
        url: () => pipeline.collectorUrl(),
        kind,
        serviceName: 'numbered-bot',
        // Several of a kind write to one stream at the same time.
        writers: 6,
        batch: 5,
        pauseMillis: 20,
      }),
    );
    const tally = await killAll(row, pipeline, writers);
    await Promise.all(writers.map((writer) => writer.finish()));
    const found = await Promise.all(writers.map((writer) => compareWriters(pipeline.lokiUrl, writer)));
    return {
      row: row.row,
      what: row.what,
      totals: toTotals(writers, tally, found),
      failures: [
        ...found.flatMap(({ failures }) => failures),
        ...writers.flatMap(({ kind, refusals }) => (refusals['400'] ? [`${kind} records were refused with 400`] : [])),
      ],
    };
  } finally {
    await pipeline.close();
  }
}
