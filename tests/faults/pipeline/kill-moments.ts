import { setTimeout as delay } from 'node:timers/promises';
import { waitUntil } from '../../backends/run/wait-until.ts';
import type { RealPipeline } from '../../backends/run/real-pipeline.ts';
import { countStored } from './count-stored.ts';
import type { Kill } from './rows/kills.ts';

/** How long Loki is away where records are to pile up in the Collector's queue. */
const PILE_UP_MILLIS = 2_000;
const REPLAY_STARTS = 'recovering from WAL';
const REPLAY_ENDS = 'WAL recovery finished';
const POLL_MILLIS = 1;
const REPLAY_TIMEOUT_MILLIS = 30_000;
const countSteps = (pipeline: RealPipeline): Promise<number> =>
  countStored(pipeline.lokiUrl, 'bots', '{bot_id="numbered"}');

/** Loki comes back, and the Collector has begun to send what it kept meanwhile. */
async function beginDrain(pipeline: RealPipeline): Promise<void> {
  await pipeline.killLoki();
  await delay(PILE_UP_MILLIS);
  await pipeline.startLoki();
  const before = await countSteps(pipeline);
  await waitUntil('the queue to drain', async () => ((await countSteps(pipeline)) > before ? true : undefined));
}

/** Starts Loki and waits until it reads its write-ahead log; true when it had not finished with that. */
async function reachReplay(pipeline: RealPipeline): Promise<boolean> {
  const loki = pipeline.launchLoki();
  const deadline = Date.now() + REPLAY_TIMEOUT_MILLIS;
  while (!loki.output().includes(REPLAY_STARTS)) {
    if (Date.now() > deadline) throw new Error(`Loki never read its write-ahead log:\n${loki.output()}`);
    await delay(POLL_MILLIS);
  }
  return !loki.output().includes(REPLAY_ENDS);
}

/** Any moment under load. */
export const killCollectorAnytime: Kill = (pipeline) => pipeline.restartKilledCollector();

/** While it sends what it has kept on disk during an outage of Loki. */
export const killCollectorInDrain: Kill = async (pipeline) => {
  await beginDrain(pipeline);
  await pipeline.restartKilledCollector();
};

/** Any moment under load. */
export const killLokiAnytime: Kill = async (pipeline) => {
  await pipeline.killLoki();
  await pipeline.startLoki();
};

/** While the Collector sends it what it has kept. */
export const killLokiInDrain: Kill = async (pipeline) => {
  await beginDrain(pipeline);
  await pipeline.killLoki();
  await pipeline.startLoki();
};

/** A second time while it reads its write-ahead log after the first. */
export const killLokiInReplay: Kill = async (pipeline) => {
  await pipeline.killLoki();
  const inReplay = await reachReplay(pipeline);
  await pipeline.killLoki();
  await pipeline.startLoki();
  return { inReplay };
};

/** Asked to end, as an upgrade does it. */
export const stopLoki: Kill = async (pipeline) => {
  await pipeline.stopLoki();
  await pipeline.startLoki();
};

/** Both at the same moment; the Collector is back first. */
export const killBoth: Kill = async (pipeline) => {
  await Promise.all([pipeline.killLoki(), pipeline.killCollector()]);
  await pipeline.startCollector();
  await pipeline.startLoki();
};

/** So many kills, the kinds in turn. */
export function repeatKills(kinds: readonly Kill[], count: number): Kill[] {
  return Array.from({ length: count }, (_, i) => kinds[i % kinds.length] as Kill);
}
