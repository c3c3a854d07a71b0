import { fork } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { verifyChain } from '@botscope/audit-chain';
import type { BotRecord } from '@botscope/records';
import { startProduct } from '../../product/start-product.ts';
import { compareNumbers, type FaultResult } from '../fault-result.ts';
import { readAllRecords } from '../read-all.ts';
import { withDirectory } from '../with-directory.ts';

const program = fileURLToPath(new URL('../programs/auditing-bot.ts', import.meta.url));
const MIN_ACKNOWLEDGED = 20;

/** What a killed bot said before it died. */
interface LastWords {
  readonly started: number;
  readonly acknowledged: readonly number[];
}

/** Lets a bot record until 20 changes are acknowledged and a random moment has passed, then kills it. */
async function killOneBot(args: readonly string[]): Promise<LastWords> {
  const bot = fork(program, [...args], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  let text = '';
  const count = (letter: string) => text.match(new RegExp(`^${letter} \\d+$`, 'gm')) ?? [];
  const closed = new Promise((resolve) => bot.once('close', resolve));
  const enough = new Promise<void>((resolve, reject) => {
    bot.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (count('a').length >= MIN_ACKNOWLEDGED) resolve();
    });
    bot.once('exit', (code) => code !== null && reject(new Error(`The bot ended by itself with ${code}.`)));
  });
  await enough;
  await delay(Math.random() * 40);
  bot.kill('SIGKILL');
  await closed;
  return { started: count('s').length, acknowledged: count('a').map((line) => Number(line.slice(2))) };
}

function drain(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const bot = fork(program, [...args, 'drain']);
    bot.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`Draining ended with ${code}.`))));
  });
}

function toNumber(record: BotRecord): number {
  const { after } = JSON.parse(record.line) as { after: { n: number } };
  return after.n;
}

/** R1: `kill -9` of the bot under load; every acknowledged audit record is at the reader exactly once, in an unbroken chain. */
export function killBots(kills: number): Promise<FaultResult> {
  return withDirectory('spool', (spool) => killBotsOf(spool, kills));
}

async function killBotsOf(spool: string, kills: number): Promise<FaultResult> {
  const product = await startProduct({ args: ['--no-demo'] });
  const acknowledged: number[] = [];
  let unacknowledged = 0;
  let first = 0;
  for (let kill = 0; kill < kills;) {
    const words = await killOneBot([product.urls.otlp, spool, String(first)]);
    acknowledged.push(...words.acknowledged);
    unacknowledged += words.started - words.acknowledged.length;
    first += words.started;
    // A kill between two records proves nothing about the one under way: it is made again.
    if (words.started > words.acknowledged.length) kill++;
  }
  await drain([product.urls.otlp, spool, String(first)]);
  const records = await readAllRecords(product.urls.loki, 'audit', '{bot_record_kind="audit", bot_id="audited"}');
  await product.stop();
  const changes = records.filter((record) => record.type === 'audit');
  const { lost, doubled } = compareNumbers(acknowledged, changes.map(toNumber));
  const chain = verifyChain(changes.map(toChainEntry));
  return {
    row: 'R1',
    what: `${kills} kills of a bot that records audit changes`,
    totals: `${acknowledged.length} acknowledged, ${unacknowledged} unacknowledged, ${changes.length} stored, ${lost.length} lost, ${doubled.length} doubled`,
    failures: [
      ...lost.map((n) => `change ${n} was acknowledged and is lost`),
      ...doubled.map((n) => `change ${n} is there more than once`),
      ...chain.findings.map((finding) => finding.words),
    ],
  };
}

function toChainEntry(record: BotRecord) {
  return {
    uid: record.uid,
    timestampUnixNano: record.timestampUnixNano,
    body: record.line,
    attributes: { ...record.labels, ...record.metadata },
  };
}
