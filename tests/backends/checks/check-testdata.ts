import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { fileURLToPath } from 'node:url';
import { postOtlp, toLogsRequest, type PlainRecord, type PlainValue } from '../run/otlp-json.ts';
import { toTracesRequest, type PlainSpan } from '../run/otlp-spans.ts';
import { readRecords, readSpans, type Arrival } from '../run/read-captured.ts';
import type { StubbedPipeline } from '../run/stubbed-pipeline.ts';
import { waitUntil } from '../run/wait-until.ts';

interface Input {
  readonly resource: Readonly<Record<string, PlainValue>>;
  readonly records?: readonly PlainRecord[];
  readonly spans?: readonly PlainSpan[];
}

const testdata = fileURLToPath(new URL('../../../collector/testdata/', import.meta.url));
const SENTINEL = 'sentinel';
const RESOURCE = { 'service.name': SENTINEL, 'deployment.environment.name': 'sandbox' };
/** Longer than the Collector's tail sampling waits. */
const ARRIVAL_TIMEOUT_MILLIS = 60_000;

/** Names of the folders in `collector/testdata/`. */
export function listTestdata(): string[] {
  return readdirSync(testdata).sort();
}

function readArrivals({ loki, tempo, sidecar }: StubbedPipeline): Arrival[] {
  return [
    ...readRecords('loki', loki.requests),
    ...readSpans('tempo', tempo.requests),
    ...readRecords('sidecar', sidecar.requests),
  ];
}

/** Records that go everywhere, sent after the others: when they have arrived, so have the others. */
async function sendSentinels(collectorUrl: string, withSpans: boolean): Promise<number> {
  if (withSpans) {
    // A trace of its own: the decision on one that is known already comes at once.
    const span = { traceId: randomBytes(16).toString('hex'), name: SENTINEL };
    await postOtlp(collectorUrl, toTracesRequest(RESOURCE, [span]), '/v1/traces');
    return 1;
  }
  const kinds = ['log', 'api', 'audit'].map((kind) => ({ attributes: { 'bot.record.kind': kind } }));
  await postOtlp(collectorUrl, toLogsRequest(RESOURCE, kinds));
  return 2 * kinds.length;
}

const isSentinel = ({ resource }: Arrival): boolean =>
  (resource as Readonly<Record<string, unknown>>)['service.name'] === SENTINEL;

/** One order, whatever order they arrived in. */
function sort(arrivals: readonly Arrival[]): Arrival[] {
  const key = ({ to, attributes, traceId }: Arrival): string =>
    `${to} ${String((attributes as Readonly<Record<string, unknown>>)['log.record.uid'])} ${String(traceId)}`;
  return [...arrivals].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Sends `input.json` of a folder through the Collector and gives all that arrived anywhere. */
async function passThrough(pipeline: StubbedPipeline, input: Input): Promise<Arrival[]> {
  for (const server of [pipeline.loki, pipeline.tempo, pipeline.sidecar]) server.clear();
  const { collectorUrl } = pipeline;
  const sent = input.spans
    ? await postOtlp(collectorUrl, toTracesRequest(input.resource, input.spans), '/v1/traces')
    : await postOtlp(collectorUrl, toLogsRequest(input.resource, input.records ?? []));
  if (sent.status !== 200) throw new Error(`The Collector answered ${sent.status}: ${await sent.text()}`);
  const sentinels = await sendSentinels(collectorUrl, input.spans !== undefined);
  return waitUntil(
    'the last records to arrive',
    () => {
      const arrivals = readArrivals(pipeline);
      return arrivals.filter(isSentinel).length >= sentinels ? sort(arrivals.filter((a) => !isSentinel(a))) : undefined;
    },
    ARRIVAL_TIMEOUT_MILLIS,
  );
}

/**
 * Compares what arrives with `expected.json`; WRITE_GOLDEN=1 makes that file anew.
 * @throws Error with the first difference.
 */
export async function checkTestdata(name: string, pipeline: StubbedPipeline): Promise<void> {
  const file = (which: string): string => `${testdata}${name}/${which}.json`;
  const input = JSON.parse(readFileSync(file('input'), 'utf8')) as Input;
  const arrived = JSON.parse(JSON.stringify(await passThrough(pipeline, input))) as unknown[];
  if (process.env['WRITE_GOLDEN'] === '1') writeFileSync(file('expected'), `${JSON.stringify(arrived, null, 2)}\n`);
  if (!existsSync(file('expected'))) throw new Error(`There is no ${file('expected')}.`);
  const expected = JSON.parse(readFileSync(file('expected'), 'utf8')) as unknown[];
  const length = Math.max(expected.length, arrived.length);
  for (let index = 0; index < length; index++) {
    if (isDeepStrictEqual(arrived[index], expected[index])) continue;
    throw new Error(
      `Entry ${index} is ${JSON.stringify(arrived[index])}, expected is ${JSON.stringify(expected[index])}.`,
    );
  }
}
