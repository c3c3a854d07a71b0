import { setTimeout as delay } from 'node:timers/promises';
import type { Backends } from '../../../backends/build/ensure-backends.ts';
import { startRealPipeline, type RealPipeline } from '../../../backends/run/real-pipeline.ts';
import type { FaultResult } from '../../fault-result.ts';
import { readWork } from '../../read-work.ts';
import { withDirectory } from '../../with-directory.ts';
import { startWorkingBot } from '../../working-bot.ts';
import { startFaultProxy, type FaultProxy } from '../fault-proxy.ts';
import { RETRY_AFTER_SECONDS, type FaultName } from '../faults.ts';
import { countStored } from '../count-stored.ts';
import { watchBot, type BotWatch } from '../watch-bot.ts';

/** How long and how much. */
export interface OutageProfile {
  readonly stepsPerSecond: number;
  readonly outageMillis: number;
  readonly flaps: number;
  readonly flapMillis: number;
  /** Length of each of the other faults. */
  readonly faultMillis: number;
  /** Whether a drain that takes longer than {@link DRAIN_BOUND_MILLIS} is a failure. */
  readonly isDrainBound: boolean;
}

const WARM_UP_MILLIS = 10_000;
/** A first outage, after which V8's heap and the buffers for catching up have their size; memory must not grow with its length. */
const FIRST_OUTAGE_MILLIS = 5_000;
const DRAIN_BOUND_MILLIS = 60_000;
const DRAIN_TIMEOUT_MILLIS = 180_000;
const MEMORY_BOUND_BYTES = 64 << 20;
const OTHER_FAULTS: readonly FaultName[] = ['unavailable', 'hanging', 'half-open', 'cut-answer', 'cut-request', 'slow'];
/** What one fault did. */
interface Phase {
  readonly name: string;
  readonly drainMillis: number;
  /** Resident memory of the bot at its end. */
  readonly rssBytes: number;
}

interface Stage {
  readonly pipeline: RealPipeline;
  readonly proxy: FaultProxy;
  readonly watch: BotWatch;
}

async function endPhase(watch: BotWatch, name: string): Promise<Phase> {
  const drainMillis = await watch.measureDrain(DRAIN_TIMEOUT_MILLIS);
  return { name, drainMillis, rssBytes: watch.rssBytes() };
}

/** The Collector itself is stopped, so that what it has in its queues goes through a restart too. */
async function stopCollector({ pipeline, proxy, watch }: Stage, name: string, millis: number): Promise<Phase> {
  await proxy.setFault('down');
  await pipeline.stopCollector();
  await delay(millis);
  await pipeline.startCollector();
  await proxy.setFault('pass');
  return endPhase(watch, name);
}

/** With two queues, more than two requests within the time that the server named are one too many. */
function listTooEarly(times: readonly number[]): string[] {
  const sorted = [...times].sort((a, b) => a - b);
  const tooEarly = sorted.filter((time, i) => time - (sorted[i - 2] ?? -Infinity) < RETRY_AFTER_SECONDS * 1000 - 100);
  return tooEarly.map(() => `a request came earlier than Retry-After said`);
}

async function misbehave(stage: Stage, name: FaultName, millis: number, failures: string[]): Promise<Phase> {
  await stage.proxy.setFault(name);
  await delay(millis);
  if (name === 'unavailable') failures.push(...listTooEarly(stage.proxy.logsRequestTimes));
  if (stage.proxy.logsRequestTimes.length === 0) failures.push(`no request met the fault ${name}`);
  await stage.proxy.setFault('pass');
  return endPhase(stage.watch, name);
}

async function runPhases(stage: Stage, profile: OutageProfile, failures: string[]): Promise<Phase[]> {
  const phases = [await stopCollector(stage, 'down', profile.outageMillis)];
  for (let flap = 1; flap <= profile.flaps; flap++)
    phases.push(await stopCollector(stage, `flap ${flap}`, profile.flapMillis));
  for (const name of OTHER_FAULTS) phases.push(await misbehave(stage, name, profile.faultMillis, failures));
  return phases;
}

function listBroken(phases: readonly Phase[], grownBytes: number, { isDrainBound }: OutageProfile): string[] {
  const slow = phases.filter(({ drainMillis }) => isDrainBound && drainMillis > DRAIN_BOUND_MILLIS);
  return [
    ...slow.map(({ name, drainMillis }) => `after ${name} it took ${drainMillis} ms to deliver what had waited`),
    ...(grownBytes > MEMORY_BOUND_BYTES ? [`the bot’s memory grew by ${toMebibytes(grownBytes)} MiB`] : []),
  ];
}

const toMebibytes = (bytes: number): number => Math.round(bytes / (1 << 20));

/** R4: the Collector is down, flaps, refuses, hangs or breaks off while a bot works; a reader of Loki finds every record once. */
export function loseCollector(backends: Backends, profile: OutageProfile): Promise<FaultResult> {
  return withDirectory('spool', async (spoolDirectory) => {
    const pipeline = await startRealPipeline(backends);
    const proxy = await startFaultProxy(() => pipeline.collectorUrl());
    const bot = startWorkingBot({ endpoint: proxy.url, spoolDirectory, stepsPerSecond: profile.stepsPerSecond });
    try {
      const watch = watchBot(bot);
      const stage = { pipeline, proxy, watch };
      await delay(WARM_UP_MILLIS);
      const calmBytes = watch.maxRssBytes();
      await stopCollector(stage, 'first', FIRST_OUTAGE_MILLIS);
      const before = watch.maxRssBytes();
      watch.resetMemory();
      const failures: string[] = [];
      const phases = await runPhases(stage, profile, failures);
      const grownBytes = watch.maxRssBytes() - before;
      await watch.end();
      bot.stop();
      const done = await bot.ended;
      const found = await readWork(pipeline.lokiUrl, done);
      const raw = await countStored(pipeline.lokiUrl, 'bots', '{bot_id="working"} | bot_event = "bot.step.completed"');
      const drains = phases
        .map(
          ({ name, drainMillis, rssBytes }) =>
            `${name} ${(drainMillis / 1000).toFixed(1)} s, ${toMebibytes(rssBytes)} MiB`,
        )
        .join('; ');
      return {
        row: 'R4',
        what: `Collector down ${profile.outageMillis / 1000} s, ${profile.flaps} flaps, ${OTHER_FAULTS.join(', ')}`,
        totals:
          `${done.steps} steps and ${done.changes} audit changes sent, ${found.steps} and ${found.changes} at the reader, ` +
          `${raw - found.steps} raw duplicates of steps; memory ${toMebibytes(calmBytes)} MiB in calm, ${toMebibytes(before)} in an outage of 5 s, +${toMebibytes(grownBytes)} in all others; drained after ${drains}`,
        failures: [...failures, ...found.failures, ...listBroken(phases, grownBytes, profile)],
      };
    } finally {
      bot.kill();
      await proxy.close();
      await pipeline.close();
    }
  });
}
