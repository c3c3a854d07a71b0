import { HEADER_TENANT, type Tenant } from '@botscope/conventions';
import { waitUntil } from '@botscope/tests';
import type { Batch } from '../corpus/encode-batches.ts';
import { toPercentile } from '../result.ts';
import type { Intake } from './intake.ts';
import { readCpuSeconds, readResidentBytes } from './process-figures.ts';
import { postAll } from './send-batches.ts';

/** What taking some records cost. */
export interface IntakeFigures {
  readonly records: number;
  /** From the first request until every record is found by a query. */
  readonly seconds: number;
  /** Of the single requests, until acknowledged. */
  readonly requestMillisP95: number;
  /** CPU time by process. */
  readonly cpuSeconds: Readonly<Record<string, number>>;
}

const SENDERS = 8;
const VISIBLE_TIMEOUT_MILLIS = 120_000;
const COUNT = 'sum(count_over_time({bot_record_kind=~".+"}[1h]))';

async function countRecords(lokiUrl: string, tenant: Tenant): Promise<number> {
  const url = `${lokiUrl}/loki/api/v1/query?query=${encodeURIComponent(COUNT)}`;
  const answer = await fetch(url, { headers: { [HEADER_TENANT]: tenant } });
  const { data } = (await answer.json()) as { data: { result: { value: [number, string] }[] } };
  return Number(data.result[0]?.value[1] ?? 0);
}

const readCpu = ({ processes }: Intake): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(processes).map(([name, id]) => [name, readCpuSeconds(id)]));

/** Memory of all processes together, now. */
export function sumResidentBytes({ processes }: Intake): number {
  return Object.values(processes).reduce((sum, id) => sum + readResidentBytes(id), 0);
}

/** Sends records of one tenant and waits until all are stored; the tenant had `before` records until then. */
export async function measureIntake(intake: Intake, batches: readonly Batch[], before = 0): Promise<IntakeFigures> {
  const tenant = batches[0]?.tenant ?? 'bots';
  const records = batches.reduce((sum, batch) => sum + batch.records, 0);
  const cpuBefore = readCpu(intake);
  const started = performance.now();
  const millis = await postAll(`${intake.otlpUrl}/v1/logs`, batches, SENDERS);
  await waitUntil(
    `${records} records to be stored`,
    async () => ((await countRecords(intake.lokiUrl, tenant)) >= before + records ? true : undefined),
    VISIBLE_TIMEOUT_MILLIS,
  );
  const seconds = (performance.now() - started) / 1000;
  const cpu = Object.entries(readCpu(intake)).map(([name, after]) => [name, after - (cpuBefore[name] ?? 0)] as const);
  return { records, seconds, requestMillisP95: toPercentile(millis, 95), cpuSeconds: Object.fromEntries(cpu) };
}
