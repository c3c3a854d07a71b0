import { fork } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeLogsRequest, type OtlpLogRecord } from '@botscope/otlp';
import { findChainFaults, listChanges, toChangeNumber, toUid } from '../audit-evidence.ts';
import { FaultCollector } from '../fault-collector.ts';
import { compareNumbers, type FaultResult } from '../fault-result.ts';
import { KILL_AIMS, type KillAim } from '../kill-aims.ts';
import { withDirectory } from '../with-directory.ts';

const program = fileURLToPath(new URL('../programs/aimed-bot.ts', import.meta.url));
/** Every so many changes one is refused for good. */
const REFUSED_EVERY = 31;
const MOST_CALLS_MORE = 3;
const LIFE_MILLIS = 5_000;

/** An ordinary record, with how long before the death of its process it was made. */
interface Ordinary {
  readonly n: number;
  readonly beforeDeathMillis: number;
}

/** What killed bots have said. */
class LastWords {
  readonly acknowledged: number[] = [];
  /** Ordinary records of each life, in the order in which they were made. */
  readonly lives: Ordinary[][] = [];
  started = 0;
  next = 0;
}

/** R1: `kill -9` at chosen points of a record's life; acknowledged changes are there once, in unbroken chains, and of the ordinary records of a life only the last are lost. */
export function killAtAims(kills: number): Promise<FaultResult> {
  return withDirectory('aimed', async (directory) => {
    const collector = await new FaultCollector().start();
    collector.behaviour = ({ records, response }) => {
      if (!listChanges(records).some((record) => toChangeNumber(record) % REFUSED_EVERY === 0)) return true;
      response.writeHead(400).end();
      return false;
    };
    try {
      const words = new LastWords();
      for (let kill = 0; kill < kills; kill++)
        await killOne(collector.url, directory, KILL_AIMS[kill % KILL_AIMS.length] as KillAim, words);
      const code = await run([collector.url, directory, String(words.next)], () => undefined);
      if (code !== 0) throw new Error(`Draining ended with ${code}.`);
      return judge(kills, words, collector, readQuarantine(directory));
    } finally {
      await collector.stop();
    }
  });
}

async function killOne(endpoint: string, directory: string, aim: KillAim, words: LastWords): Promise<void> {
  const calls = Math.floor(Math.random() * MOST_CALLS_MORE);
  const seen: string[] = [];
  const args = [endpoint, directory, String(words.next), aim.name, String(calls)];
  const code = await run(args, (text) => seen.push(text));
  if (code !== null) throw new Error(`A bot ended by itself with ${code}, aimed ${aim.name}.`);
  const diedMillis = Date.now();
  const lines = seen.join('').split('\n');
  const ordinary: Ordinary[] = [];
  words.lives.push(ordinary);
  for (const line of lines) {
    const [letter, n = '0', time = '0'] = line.split(' ');
    if (letter === 's') words.started++;
    if (letter === 'a') words.acknowledged.push(Number(n));
    if (letter === 'o') ordinary.push({ n: Number(n), beforeDeathMillis: diedMillis - Number(time) });
  }
  words.next += lines.filter((line) => line.startsWith('s ')).length;
}

/** Runs a bot to its end; null: it was killed. */
function run(args: readonly string[], onText: (text: string) => void): Promise<number | null> {
  const bot = fork(program, [...args], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const killAtExit = (): void => void bot.kill('SIGKILL');
  process.once('exit', killAtExit);
  let timer: NodeJS.Timeout | undefined;
  bot.stdout?.on('data', (chunk: Buffer) => {
    // An aim that is never met ends like any other kill.
    timer ??= setTimeout(killAtExit, LIFE_MILLIS);
    onText(chunk.toString());
  });
  return new Promise((resolve) => {
    bot.once('close', (code) => {
      clearTimeout(timer);
      process.removeListener('exit', killAtExit);
      resolve(code);
    });
  });
}

function readQuarantine(directory: string): OtlpLogRecord[] {
  const path = join(directory, 'slot-0001', 'audit', 'quarantine');
  const names = existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.otlp')) : [];
  return names.flatMap((name) => {
    const { resourceLogs } = decodeLogsRequest(readFileSync(join(path, name)), 'application/x-protobuf');
    return listChanges(resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords)));
  });
}

function judge(
  kills: number,
  { acknowledged, lives, started }: LastWords,
  collector: FaultCollector,
  quarantined: readonly OtlpLogRecord[],
): FaultResult {
  const kept = new Map(quarantined.map((record) => [toUid(record), record]));
  const changes = [...listChanges(collector.taken.values()), ...kept.values()];
  const { lost, doubled } = compareNumbers(acknowledged, changes.map(toChangeNumber));
  const others = [...collector.taken.values()].filter(({ eventName }) => eventName === 'aimed.test');
  const arrived = new Set(others.map((record) => (JSON.parse(record.body as string) as { n: number }).n));
  const ordinary = lives.flat();
  const missing = ordinary.filter(({ n }) => !arrived.has(n));
  const oldest = Math.max(0, ...missing.map(({ beforeDeathMillis }) => beforeDeathMillis));
  return {
    row: 'R1-aimed',
    what: `${kills} kills of a bot at ${KILL_AIMS.length} points`,
    totals: `${acknowledged.length} acknowledged, ${started - acknowledged.length} unacknowledged, ${changes.length} kept (${kept.size} of them in quarantine), ${lost.length} lost, ${doubled.length} doubled; ${missing.length} of ${ordinary.length} ordinary records lost, the oldest ${oldest} ms before its process was found dead`,
    failures: [
      ...lost.map((n) => `change ${n} was acknowledged and is lost`),
      ...doubled.map((n) => `change ${n} is there more than once`),
      ...collector.changed.map((uid) => `record ${uid} came with two contents`),
      ...findChainFaults(changes),
      ...lives.flatMap((life) => findGaps(life, arrived)),
    ],
  };
}

/** Records are written in their order: where one has arrived, none before it may be lost. */
function findGaps(life: readonly Ordinary[], arrived: ReadonlySet<number>): string[] {
  const last = life.findLastIndex(({ n }) => arrived.has(n));
  const lost = life.slice(0, last + 1).filter(({ n }) => !arrived.has(n));
  return lost.map(({ n }) => `ordinary record ${n} is lost, though later ones of its process arrived`);
}
