import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBotTelemetry } from '@botscope/instrumentation/node';
import type { BotTelemetry } from '@botscope/instrumentation';
import { decodeLogsRequest, type OtlpLogRecord } from '@botscope/otlp';
import { findChainFaults, listChanges, toChangeNumber, toUid } from '../audit-evidence.ts';
import { MortalDisk, type Death } from '../disk/mortal-disk.ts';
import { FaultCollector, type Behaviour } from '../fault-collector.ts';
import { compareNumbers, type FaultResult } from '../fault-result.ts';
import { withDirectory } from '../with-directory.ts';

const WRITERS = 4;
/** Reaches from the first call of a start to some segments further on. */
const LONGEST_LIFE_CALLS = 700;
const DELIVERY_MILLIS = 60_000;
/** A tenth of the entries is never accepted and goes into quarantine. */
const REFUSED_NUMBERS = /[13]7$/;
const DEATHS: readonly Death[] = [{ powerCut: 'none' }, { powerCut: 'some' }, { powerCut: 'none' }, 'kill'];

/** What all lives together have said. */
class Testimony {
  next = 0;
  started = 0;
  readonly acknowledged: number[] = [];
}

/** R3: a bot's disk loses its power at any call to the file system, with everything that was never synced; no acknowledged audit record is lost. */
export async function cutPower(points: number): Promise<FaultResult> {
  return withDirectory('power', async (root) => {
    const { disk, release } = await MortalDisk.create(root);
    const collector = await new FaultCollector().start();
    try {
      return await runLives(disk, collector, points);
    } finally {
      release();
      await collector.stop();
    }
  });
}

async function runLives(disk: MortalDisk, collector: FaultCollector, points: number): Promise<FaultResult> {
  const testimony = new Testimony();
  const lastCalls = new Map<string, number>();
  for (let point = 0; point < points; point++) {
    collector.behaviour = behaveIn(point);
    await liveOnce(disk, collector, testimony, point);
    const name = disk.lastCall?.name ?? 'nothing';
    lastCalls.set(name, (lastCalls.get(name) ?? 0) + 1);
    await disk.rise();
  }
  collector.behaviour = refuse;
  const telemetry = startLife(disk, collector, points);
  await telemetry.forceFlush({ timeoutMillis: DELIVERY_MILLIS }).catch(() => undefined);
  const unsent = telemetry.stats().audit.spooled;
  await telemetry.shutdown();
  return judge(testimony, collector, readQuarantine(disk.directory), unsent, points, lastCalls);
}

/** One life: it records until it dies. */
async function liveOnce(
  disk: MortalDisk,
  collector: FaultCollector,
  testimony: Testimony,
  point: number,
): Promise<void> {
  const died = disk.dieAfter(
    Math.floor(Math.random() ** 2 * LONGEST_LIFE_CALLS),
    DEATHS[point % DEATHS.length] as Death,
  );
  let telemetry: BotTelemetry;
  try {
    telemetry = startLife(disk, collector, point);
  } catch (error) {
    if (disk.lastCall === undefined) throw error;
    return;
  }
  for (let writer = 0; writer < WRITERS; writer++) void writeUntilDeath(disk, telemetry, testimony);
  await died;
  void telemetry.shutdown({ timeoutMillis: 0 });
}

function startLife(disk: MortalDisk, collector: FaultCollector, life: number): BotTelemetry {
  return startBotTelemetry({
    serviceName: 'mortal-bot',
    environment: 'sandbox',
    bot: { id: 'mortal' },
    endpoint: collector.url,
    headers: { 'x-life': String(life) },
    spoolDirectory: join(disk.directory, 'spool'),
    spoolQuotaBytes: 65_536,
    runtimeSampleIntervalMillis: 0,
    recordFailures: false,
    global: false,
  });
}

async function writeUntilDeath(disk: MortalDisk, telemetry: BotTelemetry, testimony: Testimony): Promise<void> {
  const { life } = disk;
  while (disk.isAlive(life)) {
    const n = testimony.next++;
    telemetry.conversation({ uid: 'c1' }).turn({ input: 'hi' }, () => 'ok');
    testimony.started++;
    await telemetry.audit
      .record({
        actor: { type: 'system', name: 'Writer' },
        action: 'UPDATED',
        entity: { type: 'card', id: String(n) },
        after: { n },
      })
      // A promise that is kept after death was heard by nobody.
      .then(() => disk.isAlive(life) && testimony.acknowledged.push(n))
      .catch(() => new Promise((resolve) => setImmediate(resolve)));
  }
}

/** In turns: takes all but what is refused; is out of order; takes nothing of the dead. */
function behaveIn(life: number): Behaviour {
  return (exchange) => {
    const isAlive = exchange.request.headers['x-life'] === String(life);
    if (isAlive && life % 3 !== 2) return refuse(exchange);
    exchange.response.writeHead(503).end();
    return false;
  };
}

const refuse: Behaviour = ({ records, response }) => {
  if (!listChanges(records).some((record) => REFUSED_NUMBERS.test(String(toChangeNumber(record))))) return true;
  response.writeHead(400).end();
  return false;
};

function readQuarantine(directory: string): OtlpLogRecord[] {
  const quarantine = join(directory, 'spool', 'slot-0001', 'audit', 'quarantine');
  const names = existsSync(quarantine) ? readdirSync(quarantine).filter((name) => name.endsWith('.otlp')) : [];
  return names.flatMap((name) => {
    const { resourceLogs } = decodeLogsRequest(readFileSync(join(quarantine, name)), 'application/x-protobuf');
    const records = resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));
    return listChanges(records);
  });
}

function judge(
  testimony: Testimony,
  collector: FaultCollector,
  quarantined: readonly OtlpLogRecord[],
  unsent: number,
  points: number,
  lastCalls: ReadonlyMap<string, number>,
): FaultResult {
  const { acknowledged, started } = testimony;
  const changes = listChanges(collector.taken.values());
  const delivered = changes.map(toChangeNumber);
  const { lost } = compareNumbers(acknowledged, [...delivered, ...quarantined.map(toChangeNumber)]);
  const { doubled } = compareNumbers([], delivered);
  const calls = [...lastCalls].map(([name, count]) => `${name} ${count}`).join(', ');
  return {
    row: 'R3',
    what: `${points} deaths by power cut or kill before any call to the file system (${calls})`,
    totals: `${acknowledged.length} acknowledged, ${started - acknowledged.length} unacknowledged, ${delivered.length} delivered, ${quarantined.length} in quarantine, ${lost.length} lost, ${doubled.length} doubled`,
    failures: [
      ...lost.map((n) => `change ${n} was acknowledged and is lost`),
      ...doubled.map((n) => `change ${n} is there more than once`),
      ...findChainFaults([...changes, ...onlyOnce(quarantined, collector)]),
      ...collector.changed.map((uid) => `record ${uid} came with two contents`),
      ...(unsent > 0 ? [`${unsent} audit records could not be delivered at the end`] : []),
      ...(acknowledged.length < points ? ['fewer changes were acknowledged than there were deaths'] : []),
    ],
  };
}

/** A record that was condemned when its bot died is condemned again by the next one. */
function onlyOnce(records: readonly OtlpLogRecord[], collector: FaultCollector): OtlpLogRecord[] {
  const byUid = new Map(records.map((record) => [toUid(record), record]));
  return [...byUid].filter(([uid]) => !collector.taken.has(uid)).map(([, record]) => record);
}
