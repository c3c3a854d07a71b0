import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ATTR_CONVERSATION_ID, toLokiName } from '@botscope/conventions';
import type { TelemetryStats } from '@botscope/instrumentation';
import type { BotRecord } from '@botscope/records';
import { readAllRecords } from '../read-all.ts';

/** Where a late bot's records wait, and under which label they are found. */
export interface LateSpool {
  readonly spoolDirectory: string;
  readonly label: string;
}

const program = fileURLToPath(new URL('./programs/late-bot.ts', import.meta.url));
/** Nobody listens on it: what is recorded stays in the spool. */
const NOWHERE = 'http://127.0.0.1:1';

function run(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const bot = fork(program, [...args], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    let text = '';
    bot.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    bot.once('close', (code) => (code === 0 ? resolve(text) : reject(new Error(`The late bot ended with ${code}.`))));
  });
}

/** Name that a record of an age carries. */
export function toLateId(label: string, ageMillis: number): string {
  return `${label}-${ageMillis}`;
}

/** Records an audit change, a step and a failed call for each age, with the time of then, while nobody is reached. */
export async function recordLate(spool: LateSpool, agesMillis: readonly number[]): Promise<void> {
  await run(['record', NOWHERE, spool.spoolDirectory, spool.label, ...agesMillis.map(String)]);
}

/** Delivers what waits in a spool. */
export async function drainLate(spool: LateSpool, endpoint: string): Promise<TelemetryStats> {
  return JSON.parse(await run(['drain', endpoint, spool.spoolDirectory, spool.label])) as TelemetryStats;
}

const DAYS = 40;
/** A stage takes some seconds between recording and reading. */
const TOLERANCE_MILLIS = 600_000;

/** A record's name. Throws when its time is not the one that the name says. */
function checkTime(id: string, { timestampUnixNano }: BotRecord): string {
  const ageMillis = Date.now() - Number(timestampUnixNano / 1_000_000n);
  const expectedMillis = Number(id.slice(id.lastIndexOf('-') + 1));
  if (Math.abs(ageMillis - expectedMillis) < TOLERANCE_MILLIS) return id;
  throw new Error(`The record ${id} has a time ${ageMillis} ms ago.`);
}

async function readIds(lokiUrl: string, area: 'records' | 'api-calls', kind: string): Promise<string[]> {
  const records = await readAllRecords(lokiUrl, area, `{bot_record_kind="${kind}", bot_id="late"}`, DAYS);
  return records.map((record) => checkTime(record.metadata[toLokiName(ATTR_CONVERSATION_ID)] ?? '', record));
}

/** Names of the audit changes that a reader finds. */
export async function readLateChanges(lokiUrl: string): Promise<string[]> {
  const records = await readAllRecords(lokiUrl, 'audit', '{bot_record_kind="audit", bot_id="late"}', DAYS);
  return records
    .filter(({ type }) => type === 'audit')
    .map((record) => checkTime((JSON.parse(record.line) as { after: { id: string } }).after.id, record));
}

/** Names of the steps. */
export const readLateSteps = (lokiUrl: string): Promise<string[]> => readIds(lokiUrl, 'records', 'step');

/** Names of the calls. */
export const readLateCalls = (lokiUrl: string): Promise<string[]> => readIds(lokiUrl, 'api-calls', 'api');
