import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Tenant } from '@botscope/conventions';
import { nowUnixNano, postOtlp, toLogsRequest } from '../run/otlp-json.ts';
import { queryLoki, waitForEntries } from '../run/query-loki.ts';
import { INGEST_TOKEN, type RealPipeline } from '../run/real-pipeline.ts';
import { readRecords } from '../run/read-captured.ts';
import type { StubbedPipeline } from '../run/stubbed-pipeline.ts';
import { waitUntil } from '../run/wait-until.ts';
import type { Check } from './check.ts';

const resource = (serviceName: string) => ({
  'service.name': serviceName,
  'deployment.environment.name': 'production',
});

function send(collectorUrl: string, serviceName: string, kind: string, uids: readonly string[]): Promise<Response> {
  const records = uids.map((uid) => ({
    attributes: { 'bot.record.kind': kind, 'bot.outcome': 'success', 'log.record.uid': uid },
    body: JSON.stringify({ uid }),
  }));
  return postOtlp(collectorUrl, toLogsRequest(resource(serviceName), records));
}

async function readUids(lokiUrl: string, tenant: Tenant, serviceName: string): Promise<string[]> {
  const entries = await queryLoki(lokiUrl, tenant, `{service_name="${serviceName}"}`);
  return entries.map((entry) => entry.metadata['log_record_uid'] ?? '').sort();
}

/** Whether a promise is settled by the time that everything else has had its turn. */
async function isPending(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending');
  const soon = new Promise((resolve) => setTimeout(() => resolve(pending), 500));
  return (await Promise.race([promise, soon])) === pending;
}

function checkWaitsForLoki(pipeline: StubbedPipeline): Check {
  return {
    name: 'audit: the sender has its 200 only after Loki has answered 204; other kinds do not wait',
    run: async () => {
      pipeline.loki.clear();
      const release = pipeline.loki.hold();
      const audit = send(pipeline.collectorUrl, 'held', 'audit', ['held']);
      await waitUntil('the audit record to be at Loki', () => (pipeline.loki.requests.length > 0 ? true : undefined));
      ok(await isPending(audit), 'The sender was told 200 while Loki had not answered.');
      equal((await send(pipeline.collectorUrl, 'held', 'step', ['step'])).status, 200);
      release();
      equal((await audit).status, 200);
    },
  };
}

function checkForwarding(pipeline: StubbedPipeline): Check {
  return {
    name: 'the sidecar gets OTLP/JSON, not compressed, with the ingest token, hex ids and event names',
    run: async () => {
      pipeline.sidecar.clear();
      const record = { attributes: { 'bot.record.kind': 'api', 'log.record.uid': 'f' }, eventName: 'bot.api.call' };
      await postOtlp(pipeline.collectorUrl, toLogsRequest(resource('forwarded'), [record]));
      const request = await waitUntil('the record at the sidecar', () => pipeline.sidecar.requests[0]);
      equal(request.path, '/v1/logs');
      equal(request.headers.authorization, `Bearer ${INGEST_TOKEN}`);
      equal(request.headers['content-encoding'], undefined);
      equal(request.headers['content-type'], 'application/json');
      ok(request.body.includes('"traceId":"0af7651916cd43dd8448eb211c80319c"'), request.body.toString());
      equal(readRecords('sidecar', [request])[0]?.['eventName'], 'bot.api.call');
    },
  };
}

function checkAuditRefusedWhileDown(pipeline: RealPipeline): Check {
  return {
    name: 'Loki down: audit is answered 503 and not kept, other kinds 200; sent again, each is there once',
    run: async () => {
      await pipeline.stopLoki();
      const uids = ['a1', 'a2'];
      equal((await send(pipeline.collectorUrl(), 'down', 'audit', uids)).status, 503);
      equal((await send(pipeline.collectorUrl(), 'down', 'step', ['s1'])).status, 200);
      equal((await send(pipeline.collectorUrl(), 'down', 'api', ['p1'])).status, 200);
      await pipeline.startLoki();
      equal((await send(pipeline.collectorUrl(), 'down', 'audit', uids)).status, 200);
      deepEqual(await readUids(pipeline.lokiUrl, 'audit', 'down'), uids);
      await waitForEntries(pipeline.lokiUrl, 'bots', '{service_name="down"}', 1);
      await waitForEntries(pipeline.lokiUrl, 'api', '{service_name="down"}', 1);
    },
  };
}

function checkRefusedRecord(pipeline: RealPipeline): Check {
  return {
    name: 'a step that Loki refuses for good is acknowledged, dropped, and holds up nothing behind it',
    run: async () => {
      const attributes = { 'bot.record.kind': 'step', 'bot.outcome': 'success', 'log.record.uid': 'old' };
      const timestampUnixNano = nowUnixNano() - 31n * 86_400_000_000_000n;
      const old = toLogsRequest(resource('refused'), [{ attributes, timestampUnixNano }]);
      equal((await postOtlp(pipeline.collectorUrl(), old)).status, 200);
      equal((await send(pipeline.collectorUrl(), 'refused', 'step', ['next'])).status, 200);
      const [stored, ...more] = await waitForEntries(pipeline.lokiUrl, 'bots', '{service_name="refused"}', 1);
      equal(stored?.metadata['log_record_uid'], 'next');
      deepEqual(more, []);
    },
  };
}

const BATCHES = 40;
const BATCH_SIZE = 50;
/** The Collector waits up to 30 s from one try to the next. */
const DELIVERED_WITHIN_MILLIS = 60_000;

function checkCollectorKill(pipeline: RealPipeline): Check {
  return {
    name: `kill -9 of the Collector with ${BATCHES * BATCH_SIZE} acknowledged records waiting: each is stored`,
    run: async () => {
      await pipeline.stopLoki();
      const uids: string[] = [];
      for (let batch = 0; batch < BATCHES; batch++) {
        const part = Array.from({ length: BATCH_SIZE }, (_, index) => `k${batch * BATCH_SIZE + index}`);
        equal((await send(pipeline.collectorUrl(), 'killed', 'step', part)).status, 200);
        uids.push(...part);
      }
      await pipeline.restartKilledCollector();
      await pipeline.startLoki();
      const stored = await waitUntil(
        'all records',
        async () => {
          const found = new Set(await readUids(pipeline.lokiUrl, 'bots', 'killed'));
          return found.size >= uids.length ? found : undefined;
        },
        DELIVERED_WITHIN_MILLIS,
      );
      deepEqual([...stored].sort(), uids.sort());
    },
  };
}

function checkLokiKill(pipeline: RealPipeline): Check {
  return {
    name: 'kill -9 of Loki right after the last 200: every acknowledged audit record is there after its restart',
    run: async () => {
      const uids = Array.from({ length: 30 }, (_, index) => `l${index}`);
      for (const uid of uids) equal((await send(pipeline.collectorUrl(), 'loki-killed', 'audit', [uid])).status, 200);
      await pipeline.killLoki();
      await pipeline.startLoki();
      deepEqual(await readUids(pipeline.lokiUrl, 'audit', 'loki-killed'), uids.sort());
    },
  };
}

/** What is acknowledged when, with servers in the place of Loki and the sidecar. */
export function createStubbedDeliveryChecks(pipeline: StubbedPipeline): Check[] {
  return [checkWaitsForLoki(pipeline), checkForwarding(pipeline)];
}

/** What survives outages and kills. */
export function createOutageChecks(pipeline: RealPipeline): Check[] {
  return [
    checkRefusedRecord(pipeline),
    checkAuditRefusedWhileDown(pipeline),
    checkCollectorKill(pipeline),
    checkLokiKill(pipeline),
  ];
}
