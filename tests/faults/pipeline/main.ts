import { ensureBackends } from '../../backends/build/ensure-backends.ts';
import { readArguments, runProgrammes } from '../run-programmes.ts';
import {
  killBoth,
  killCollectorAnytime,
  killCollectorInDrain,
  killLokiAnytime,
  killLokiInDrain,
  killLokiInReplay,
  repeatKills,
  stopLoki,
} from './kill-moments.ts';
import { loseCollector } from './rows/collector-outage.ts';
import { killUnderLoad } from './rows/kills.ts';
import { expireRecords } from './rows/expiry.ts';
import { floodCollector, type FloodRow } from './rows/floods.ts';
import { sendRefusedRecords } from './rows/refused-records.ts';
import { sendLateRecords } from './rows/late-records.ts';
import { sendTooLateRecords } from './rows/too-late-records.ts';

/** Figures of the two profiles: what each change must pass, and the long run. */
const PROFILES = {
  ci: {
    outage: {
      stepsPerSecond: 250,
      outageMillis: 60_000,
      flaps: 3,
      flapMillis: 3_000,
      faultMillis: 10_000,
      isDrainBound: false,
    },
    kills: 6,
  },
  full: {
    outage: {
      stepsPerSecond: 500,
      outageMillis: 600_000,
      flaps: 20,
      flapMillis: 60_000,
      faultMillis: 60_000,
      isDrainBound: true,
    },
    kills: 50,
  },
} as const;
const FULL_QUEUE: FloodRow = {
  row: 'full-queue',
  what: 'queues of 400,000 bytes while Loki is down',
  variant: 'small-queue.yaml',
  kinds: ['step', 'api'],
  load: { writers: 2, batch: 10, pauseMillis: 10, paddingLength: 500 },
  withoutLoki: true,
  floodMillis: 4_000,
  refusal: '503',
};
const FULL_DISK: FloodRow = {
  row: 'full-disk',
  what: 'a Collector that can write no file of more than 2 MiB, while Loki is down',
  largestFileKibibytes: 2048,
  kinds: ['step'],
  load: { writers: 2, batch: 20, pauseMillis: 10, paddingLength: 2_000 },
  withoutLoki: true,
  floodMillis: 4_000,
  refusal: '503',
};
const FULL_MEMORY: FloodRow = {
  row: 'full-memory',
  what: 'a Collector of 90 MiB that gets large requests from many senders',
  variant: 'small-memory.yaml',
  kinds: ['step', 'audit'],
  load: { writers: 8, batch: 20, pauseMillis: 0, paddingLength: 50_000 },
  withoutLoki: false,
  floodMillis: 6_000,
  refusal: '503',
};
const { isFull, wanted } = readArguments(process.argv.slice(2));
const profile = PROFILES[isFull ? 'full' : 'ci'];
const backends = await ensureBackends();

const collectorKills = repeatKills([killCollectorAnytime, killCollectorInDrain, killBoth], profile.kills);
const lokiKills = repeatKills(
  [killLokiAnytime, killLokiInReplay, stopLoki, killLokiInDrain, killLokiInReplay, killBoth],
  profile.kills,
);

const allPassed = await runProgrammes(
  [
    { row: 'R4', run: () => loseCollector(backends, profile.outage) },
    {
      row: 'collector-kills',
      run: () =>
        killUnderLoad(backends, {
          row: 'collector-kills',
          what: `${profile.kills} kills of the Collector under load, in a drain, with Loki`,
          kills: collectorKills,
        }),
    },
    {
      row: 'loki-kills',
      run: () =>
        killUnderLoad(backends, {
          row: 'loki-kills',
          what: `${profile.kills} kills and stops of Loki under load, in its replay, in a drain, with the Collector`,
          // Otherwise it does not say when it reads its write-ahead log.
          lokiArgs: ['-log.level=info'],
          kills: lokiKills,
        }),
    },
    { row: 'late', run: () => sendLateRecords(backends) },
    { row: 'too-late', run: () => sendTooLateRecords(backends) },
    { row: 'refused', run: () => sendRefusedRecords(backends) },
    { row: 'full-queue', run: () => floodCollector(backends, FULL_QUEUE) },
    { row: 'full-disk', run: () => floodCollector(backends, FULL_DISK) },
    { row: 'full-memory', run: () => floodCollector(backends, FULL_MEMORY) },
    { row: 'expiry', run: () => expireRecords(backends) },
  ],
  wanted,
);
process.exit(allPassed ? 0 : 1);
