import type { Tenant } from '@botscope/conventions';
import type { Backends } from '../../../backends/build/ensure-backends.ts';
import { postOtlp, toLogsRequest, type PlainRecord } from '../../../backends/run/otlp-json.ts';
import { queryLoki } from '../../../backends/run/query-loki.ts';
import { startRealPipeline, type RealPipeline } from '../../../backends/run/real-pipeline.ts';
import { waitUntil } from '../../../backends/run/wait-until.ts';
import type { FaultResult } from '../../fault-result.ts';

/** A record that Loki never takes, and how it says so. */
interface Refusal {
  readonly name: string;
  readonly make: (record: PlainRecord) => PlainRecord;
  readonly words: RegExp;
}

/** What became of one request with two good records around a bad one. */
interface Outcome {
  readonly name: string;
  readonly status: number;
  readonly answer: string;
  readonly stored: readonly string[];
}

const TOO_MANY_ATTRIBUTES = 129;
const TOO_LONG_LINE = 1_048_577;
const REFUSALS: readonly Refusal[] = [
  {
    name: 'too-long-line',
    make: (record) => ({ ...record, body: 'x'.repeat(TOO_LONG_LINE) }),
    words: /max entry size/i,
  },
  {
    name: 'too-many-attributes',
    make: (record) => ({
      ...record,
      attributes: {
        ...record.attributes,
        ...Object.fromEntries(Array.from({ length: TOO_MANY_ATTRIBUTES }, (_, i) => [`own.attribute_${i}`, i])),
      },
    }),
    words: /structured metadata|labels/i,
  },
];
const UIDS = ['first', 'bad', 'last'] as const;
const GOOD_UIDS = UIDS.filter((uid) => uid !== 'bad');

async function readUids(lokiUrl: string, tenant: Tenant, service: string): Promise<string[]> {
  const entries = await queryLoki(lokiUrl, tenant, `{service_name="${service}"}`);
  return entries.map(({ metadata }) => metadata['log_record_uid'] ?? '').sort();
}

async function sendWithBadOne(pipeline: RealPipeline, kind: 'audit' | 'step', refusal: Refusal): Promise<Outcome> {
  const service = `foreign-${kind}-${refusal.name}`;
  const records = UIDS.map((uid): PlainRecord => {
    const record = { attributes: { 'bot.record.kind': kind, 'log.record.uid': uid } };
    return uid === 'bad' ? refusal.make(record) : record;
  });
  const response = await postOtlp(pipeline.collectorUrl(), toLogsRequest({ 'service.name': service }, records));
  const answer = await response.text();
  const tenant = kind === 'audit' ? 'audit' : 'bots';
  const stored = await waitUntil(`the good records of ${service}`, async () => {
    const uids = await readUids(pipeline.lokiUrl, tenant, service);
    return uids.length >= GOOD_UIDS.length ? uids : undefined;
  });
  return { name: service, status: response.status, answer, stored };
}

function listWrongAudit({ words }: Refusal, { name, status, answer, stored }: Outcome): string[] {
  return [
    ...(status === 400 ? [] : [`${name}: the sender was answered ${status}, expected was 400`]),
    ...(words.test(answer) ? [] : [`${name}: the answer does not name the reason: ${answer.slice(0, 300)}`]),
    ...(stored.join() === GOOD_UIDS.join() ? [] : [`${name}: stored are ${stored.join()}`]),
  ];
}

async function listWrongStep(pipeline: RealPipeline, { words }: Refusal, outcome: Outcome): Promise<string[]> {
  const { name, status, stored } = outcome;
  const line = await waitUntil(`a line in the Collector’s log about ${name}`, () =>
    pipeline
      .collectorOutput()
      .split('\n')
      .find((text) => text.includes('Dropping data') && words.test(text)),
  ).catch(() => undefined);
  return [
    ...(status === 200 ? [] : [`${name}: the sender was answered ${status}, expected was 200`]),
    ...(line === undefined ? [`${name}: the Collector’s log does not say what it dropped and why`] : []),
    ...(stored.join() === GOOD_UIDS.join() ? [] : [`${name}: stored are ${stored.join()}`]),
  ];
}

/**
 * Records of a foreign sender that Loki refuses for good, between good ones: for audit its sender is told, otherwise the
 * Collector's log; the good ones are stored.
 */
export async function sendRefusedRecords(backends: Backends): Promise<FaultResult> {
  const pipeline = await startRealPipeline(backends);
  try {
    const failures: string[] = [];
    for (const refusal of REFUSALS) {
      failures.push(...listWrongAudit(refusal, await sendWithBadOne(pipeline, 'audit', refusal)));
      failures.push(...(await listWrongStep(pipeline, refusal, await sendWithBadOne(pipeline, 'step', refusal))));
    }
    return {
      row: 'refused',
      what: `requests of a foreign sender with a bad record: ${REFUSALS.map(({ name }) => name).join(', ')}`,
      totals: `${2 * REFUSALS.length} requests, ${2 * REFUSALS.length * GOOD_UIDS.length} good records stored`,
      failures,
    };
  } finally {
    await pipeline.close();
  }
}
