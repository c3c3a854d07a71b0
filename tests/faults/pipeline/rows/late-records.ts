import type { Backends } from '../../../backends/build/ensure-backends.ts';
import { startRealPipeline, type RealPipeline } from '../../../backends/run/real-pipeline.ts';
import { waitUntil } from '../../../backends/run/wait-until.ts';
import type { FaultResult } from '../../fault-result.ts';
import { withDirectory } from '../../with-directory.ts';
import { flushLoki } from '../flush-loki.ts';
import { drainLate, readLateCalls, readLateChanges, readLateSteps, recordLate, toLateId } from '../late-bot.ts';

const HOUR_MILLIS = 3_600_000;
const DAY_MILLIS = 24 * HOUR_MILLIS;
/** Oldest first, as a spool has them; the newest makes that each stream has newer entries already. */
const LATE_MILLIS = [29 * DAY_MILLIS, 6 * DAY_MILLIS, 6 * HOUR_MILLIS];
/** The Collector waits up to 45 s between two attempts. */
const ARRIVAL_MILLIS = 60_000;

/** What a stage brings about before late records are sent. */
interface Stage {
  readonly name: string;
  readonly prepare: (pipeline: RealPipeline) => Promise<void>;
}

const STAGES: readonly Stage[] = [
  { name: 'fresh', prepare: () => Promise.resolve() },
  { name: 'flushed', prepare: (pipeline) => flushLoki(pipeline.lokiUrl) },
  {
    name: 'killed',
    prepare: async (pipeline) => {
      await pipeline.killLoki();
      await pipeline.startLoki();
    },
  },
  {
    name: 'stopped',
    prepare: async (pipeline) => {
      await pipeline.stopLoki();
      await pipeline.startLoki();
    },
  },
];

/**
 * Milliseconds until a reader finds every name.
 * @throws Error with the names that never came, and what the Collector said.
 */
async function measureArrival(
  pipeline: RealPipeline,
  what: string,
  expected: readonly string[],
  read: () => Promise<string[]>,
): Promise<number> {
  const started = Date.now();
  let missing = expected;
  const look = async () => {
    const found = new Set(await read());
    missing = expected.filter((id) => !found.has(id));
    return missing.length === 0 ? true : undefined;
  };
  await waitUntil(what, look, ARRIVAL_MILLIS).catch((cause: unknown) => {
    throw new Error(`${what} ${missing.join(', ')} never came:\n${pipeline.collectorOutput()}`, { cause });
  });
  return Date.now() - started;
}

/** Records now and late ones, delivers them in this order, and gives their names. */
async function sendLate(pipeline: RealPipeline, label: string, directory: string): Promise<readonly string[]> {
  const newest = { spoolDirectory: `${directory}/${label}-now`, label };
  await recordLate(newest, [0]);
  await drainLate(newest, pipeline.collectorUrl());
  const late = { spoolDirectory: `${directory}/${label}-late`, label };
  await recordLate(late, LATE_MILLIS);
  await drainLate(late, pipeline.collectorUrl());
  return [0, ...LATE_MILLIS].map((age) => toLateId(label, age));
}

/**
 * Late records: 6 hours, 6 days and 29 days late behind newer ones of the same streams, while those are in Loki's memory,
 * after they were flushed, after a kill and after an orderly restart: audit changes are seen by the very first look, the
 * others as soon as the Collector's queue has handed them on, and none disappears later.
 */
export function sendLateRecords(backends: Backends): Promise<FaultResult> {
  return withDirectory('spool', async (directory) => {
    const pipeline = await startRealPipeline(backends);
    try {
      const expected: string[] = [];
      const failures: string[] = [];
      let longestMillis = 0;
      for (const { name, prepare } of STAGES) {
        await prepare(pipeline);
        expected.push(...(await sendLate(pipeline, name, directory)));
        const changes = await readLateChanges(pipeline.lokiUrl);
        failures.push(
          ...expected
            .filter((id) => !changes.includes(id))
            .map((id) => `stage ${name}: audit change ${id} is not seen`),
        );
        const steps = await measureArrival(pipeline, 'the steps', expected, () => readLateSteps(pipeline.lokiUrl));
        const calls = await measureArrival(pipeline, 'the calls', expected, () => readLateCalls(pipeline.lokiUrl));
        longestMillis = Math.max(longestMillis, steps, calls);
      }
      return {
        row: 'late',
        what: `records 6 h, 6 d and 29 d late, stages ${STAGES.map(({ name }) => name).join(', ')}`,
        totals: `${expected.length} audit changes, as many steps and calls; audit seen at once, others within ${longestMillis} ms`,
        failures,
      };
    } finally {
      await pipeline.close();
    }
  });
}
