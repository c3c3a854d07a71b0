import { join } from 'node:path';
import { retentionDays, TENANTS, toRetentionClass } from '@botscope/conventions';
import type { Backends } from '../../../backends/build/ensure-backends.ts';
import { nowUnixNano, postOtlp, toLogsRequest } from '../../../backends/run/otlp-json.ts';
import { queryLoki } from '../../../backends/run/query-loki.ts';
import { startRealPipeline, type RealPipeline } from '../../../backends/run/real-pipeline.ts';
import { waitUntil } from '../../../backends/run/wait-until.ts';
import type { FaultResult } from '../../fault-result.ts';
import { withDirectory } from '../../with-directory.ts';
import { flushLoki, waitForCheckpoint } from '../flush-loki.ts';
import { divideHours, writeShortenedLoki } from '../shorten-retention.ts';

/** One record, in a stream of its own. */
interface Aged {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly ageHours: number;
  readonly keptHours: number;
}

/** What was seen with one set of periods. */
interface Expiry {
  readonly totals: string;
  readonly failures: readonly string[];
}

const HOUR_NANOS = 3_600_000_000_000n;
const AGES_DAYS = [2, 4, 5, 6, 8, 28];
const CLASSES = [
  { kind: 'api', outcome: 'success' },
  { kind: 'api', outcome: 'error' },
  { kind: 'step', outcome: 'success' },
  { kind: 'audit', outcome: 'success' },
  { kind: 'api', outcome: 'success', retention: 'pinned' },
  { kind: 'step', outcome: 'success', retention: 'pinned' },
] as const;
const BOT_ID = 'aged';
/** Loki looks once a minute for chunks whose time to be deleted has come. */
const EXPIRY_TIMEOUT_MILLIS = 180_000;

function listAged(divisor: number): Aged[] {
  return CLASSES.flatMap((aged) =>
    AGES_DAYS.map((days) => {
      const retention = 'retention' in aged ? aged.retention : undefined;
      const keptDays = retentionDays(toRetentionClass(aged.kind, aged.outcome, retention));
      return {
        name: [aged.kind, aged.outcome, ...(retention === undefined ? [] : [retention]), `${days}d`].join('-'),
        attributes: {
          'bot.record.kind': aged.kind,
          'bot.outcome': aged.outcome,
          'bot.id': BOT_ID,
          ...(retention === undefined ? {} : { 'bot.retention': retention }),
        },
        ageHours: days * 24,
        keptHours: divideHours(keptDays * 24, divisor),
      };
    }),
  );
}

async function send(pipeline: RealPipeline, { name, attributes, ageHours }: Aged): Promise<void> {
  const record = { attributes, timestampUnixNano: nowUnixNano() - BigInt(ageHours) * HOUR_NANOS };
  const answer = await postOtlp(pipeline.collectorUrl(), toLogsRequest({ 'service.name': name }, [record]));
  if (answer.status !== 200) throw new Error(`${name} was answered ${answer.status}: ${await answer.text()}`);
}

async function readNames(lokiUrl: string): Promise<string[]> {
  const entries = await Promise.all(TENANTS.map((tenant) => queryLoki(lokiUrl, tenant, `{bot_id="${BOT_ID}"}`)));
  return entries.flat().map(({ labels }) => labels['service_name'] ?? '');
}

/** Everything on disk and in the index, nothing in memory: as it is with records that are weeks old. */
async function bringToDisk(pipeline: RealPipeline, count: number): Promise<void> {
  await waitUntil('all records', async () => ((await readNames(pipeline.lokiUrl)).length === count ? true : undefined));
  await flushLoki(pipeline.lokiUrl);
  await waitForCheckpoint(pipeline.lokiUrl);
  // Loki writes the index of the newest chunks when it ends.
  await pipeline.stopLoki();
  await pipeline.startLoki();
}

async function watchExpiry(lokiUrl: string, aged: readonly Aged[]): Promise<Expiry> {
  const staying = aged.filter(({ ageHours, keptHours }) => ageHours < keptHours).map(({ name }) => name);
  const expiring = aged.filter(({ ageHours, keptHours }) => ageHours > keptHours).map(({ name }) => name);
  const started = Date.now();
  let names: string[] = [];
  let gone: string[] = [];
  do {
    names = await readNames(lokiUrl);
    gone = staying.filter((name) => !names.includes(name));
    await new Promise((resolve) => setTimeout(resolve, 1000));
  } while (
    gone.length === 0 &&
    expiring.some((name) => names.includes(name)) &&
    Date.now() - started < EXPIRY_TIMEOUT_MILLIS
  );
  const left = expiring.filter((name) => names.includes(name));
  return {
    totals: `${expiring.length - left.length} of ${expiring.length} expired after ${Math.round((Date.now() - started) / 1000)} s, ${staying.length - gone.length} of ${staying.length} stayed`,
    failures: [
      ...gone.map((name) => `${name} is gone`),
      ...left.map((name) => `${name} is still there after ${EXPIRY_TIMEOUT_MILLIS} ms`),
    ],
  };
}

async function expireWith(backends: Backends, directory: string, divisor: number): Promise<Expiry> {
  const lokiConfiguration = join(directory, `loki-${divisor}.yaml`);
  writeShortenedLoki(lokiConfiguration, divisor);
  const pipeline = await startRealPipeline(backends, { lokiConfiguration });
  try {
    const aged = listAged(divisor);
    for (const record of aged) await send(pipeline, record);
    await bringToDisk(pipeline, aged.length);
    const { totals, failures } = await watchExpiry(pipeline.lokiUrl, aged);
    return {
      totals: `periods divided by ${divisor}: ${totals}`,
      failures: failures.map((failure) => `periods divided by ${divisor}: ${failure}`),
    };
  } finally {
    await pipeline.close();
  }
}

/**
 * Records of every retention class and several ages in a Loki with the shipped periods and in one with a seventh of them
 * (Loki's least is a day): exactly those older than their class is kept expire.
 */
export function expireRecords(backends: Backends): Promise<FaultResult> {
  return withDirectory('expiry', async (directory) => {
    const found = await Promise.all([1, 7].map((divisor) => expireWith(backends, directory, divisor)));
    return {
      row: 'expiry',
      what: `records ${AGES_DAYS.join(', ')} days old of ${CLASSES.length} kinds`,
      totals: found.map(({ totals }) => totals).join('; '),
      failures: found.flatMap(({ failures }) => failures),
    };
  });
}
