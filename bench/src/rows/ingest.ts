import { randomBytes } from 'node:crypto';
import {
  ATTR_BOT_ID,
  ATTR_CONVERSATION_ID,
  ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
  ATTR_DURATION_MS,
  ATTR_EVENT,
  ATTR_FLOW_ID,
  ATTR_OUTCOME,
  ATTR_RECORD_KIND,
  ATTR_RECORD_UID,
  ATTR_SERVICE_NAME,
  ATTR_STEP_ID,
  ATTR_STEP_INDEX,
  ATTR_TURN_ID,
  EVENT_STEP_COMPLETED,
} from '@botscope/conventions';
import { encodeLogRecord, encodeLogsEnvelope, encodeLogsRequest, EncodeBuffer } from '@botscope/otlp';
import { startProduct } from '@botscope/tests';
import { readCpuSeconds } from '../engines/process-figures.ts';
import { renderFigure, toMedian, type BenchResult } from '../result.ts';

const BATCH = 500;
const REQUESTS = 200;
const ROUNDS = 3;
const SENDERS = 8;
/** Published figure of the Collector's own testbed for logs over OTLP/HTTP, records/s and core. */
const COLLECTOR_TESTBED = 33_000;

const KEYS = [
  ATTR_RECORD_KIND,
  ATTR_OUTCOME,
  ATTR_BOT_ID,
  ATTR_EVENT,
  ATTR_RECORD_UID,
  ATTR_CONVERSATION_ID,
  ATTR_TURN_ID,
  ATTR_FLOW_ID,
  ATTR_STEP_ID,
  ATTR_STEP_INDEX,
  ATTR_DURATION_MS,
];
const ENVELOPE = encodeLogsEnvelope(
  { keys: [ATTR_SERVICE_NAME, ATTR_DEPLOYMENT_ENVIRONMENT_NAME], values: ['bench', 'sandbox'] },
  { name: 'bench', version: '1' },
);
const BODY = JSON.stringify({ input: { text: 'i'.repeat(500) }, output: { text: 'o'.repeat(500) } });

/** A request of step records with random ids, about 1.3 KB each. */
function encodeBatch(): Uint8Array {
  const buffer = new EncodeBuffer();
  const conversation = randomBytes(8).toString('hex');
  for (let i = 0; i < BATCH; i++) {
    const timestampUnixNano = BigInt(Date.now()) * 1_000_000n + BigInt(i);
    const values = [
      'step',
      'success',
      'bench',
      EVENT_STEP_COMPLETED,
      randomBytes(13).toString('hex'),
      conversation,
      `t-${i >> 4}`,
      'flow-1',
      `n${i % 16}`,
      BigInt(i % 16),
      12n,
    ];
    encodeLogRecord(buffer, {
      timestampUnixNano,
      observedTimestampUnixNano: timestampUnixNano,
      severityNumber: 9,
      severityText: 'INFO',
      eventName: EVENT_STEP_COMPLETED,
      body: BODY,
      attributes: { keys: KEYS, values },
      traceId: randomBytes(16).toString('hex'),
      spanId: randomBytes(8).toString('hex'),
    });
  }
  return encodeLogsRequest(ENVELOPE, [buffer.view()]);
}

async function sendAll(url: string, batches: Uint8Array[]): Promise<void> {
  const send = async () => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) {
      const response = await fetch(`${url}/v1/logs`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-protobuf' },
        body: Buffer.from(batch),
      });
      if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
      await response.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
}

/** I1: durable ingest of standalone over OTLP/HTTP with its live indexes. */
export async function measureIngest(): Promise<BenchResult[]> {
  const product = await startProduct({ args: ['--no-demo'] });
  const rates: { perCore: number; perSecond: number }[] = [];
  await sendAll(product.urls.otlp, Array.from({ length: 20 }, encodeBatch));
  for (let round = 0; round < ROUNDS; round++) {
    const batches = Array.from({ length: REQUESTS }, encodeBatch);
    const cpuBefore = readCpuSeconds(product.processId);
    const started = performance.now();
    await sendAll(product.urls.otlp, batches);
    const seconds = (performance.now() - started) / 1000;
    const records = REQUESTS * BATCH;
    rates.push({ perSecond: records / seconds, perCore: records / (readCpuSeconds(product.processId) - cpuBefore) });
  }
  await product.stop();
  const perCore = toMedian(rates.map((rate) => rate.perCore));
  const perSecond = toMedian(rates.map((rate) => rate.perSecond));
  const ratio = perCore / COLLECTOR_TESTBED;
  return [
    {
      row: 'I1',
      what: 'durable ingest, live indexes, 1.3 KB records',
      ours: `${renderFigure(perCore)} records/s per core (${renderFigure(perSecond)} records/s)`,
      theirs: 'Collector testbed 33,000 (published)',
      ratio,
      target: '≥ 40,000 per core, ≥ 1.2×',
      met: perCore >= 40_000 && ratio >= 1.2,
    },
  ];
}
