import { deepEqual, equal, ok } from 'node:assert/strict';
import {
  HEADER_TENANT,
  INDEXED_LOG_ATTRIBUTES,
  INDEXED_RESOURCE_ATTRIBUTES,
  RECORD_KINDS,
  TENANT_OF_KIND,
  TENANTS,
  toLokiName,
  type RecordKind,
} from '@botscope/conventions';
import { nowUnixNano, postOtlp, toLogsRequest, type PlainValue } from '../run/otlp-json.ts';
import { queryLoki, waitForEntries } from '../run/query-loki.ts';
import type { RealPipeline } from '../run/real-pipeline.ts';
import type { Check } from './check.ts';

const HOUR_NANOS = 3_600_000_000_000n;
/** Added by Loki where it splits late records off. */
const TIME_SHARD = '__time_shard__';

function toResource(serviceName: string): Record<string, PlainValue> {
  return {
    'service.name': serviceName,
    'service.namespace': 'bots',
    'service.version': '3.1.0',
    'service.instance.id': 'instance-1',
    'deployment.environment.name': 'staging',
    'host.name': 'h',
    'process.pid': 7,
    'telemetry.sdk.name': 'x',
  };
}

function toAttributes(kind: RecordKind, uid: string): Record<string, PlainValue> {
  return {
    'bot.record.kind': kind,
    'bot.outcome': 'error',
    'bot.id': '42',
    'bot.event': 'bot.test',
    'bot.duration_ms': 12,
    'log.record.uid': uid,
    'user.name': 'Ada "the" Ω',
  };
}

const INDEX_LABELS = [...INDEXED_RESOURCE_ATTRIBUTES, ...INDEXED_LOG_ATTRIBUTES].map(toLokiName);

function checkKind(pipeline: RealPipeline, kind: RecordKind): Check {
  const tenant = TENANT_OF_KIND[kind];
  return {
    name: `a record of kind ${kind} is in tenant ${tenant} only, with our index labels and metadata`,
    run: async () => {
      const query = `{service_name="kind-${kind}"}`;
      const record = { attributes: toAttributes(kind, `uid-${kind}`), body: `{"of":"${kind}"}` };
      const sent = await postOtlp(
        pipeline.collectorUrl(),
        toLogsRequest(toResource(`kind-${kind}`), [record]),
        undefined,
        {
          [HEADER_TENANT]: 'elsewhere',
        },
      );
      equal(sent.status, 200);
      const [entry] = await waitForEntries(pipeline.lokiUrl, tenant, query, 1);
      deepEqual(entry?.labels, {
        service_name: `kind-${kind}`,
        service_namespace: 'bots',
        deployment_environment_name: 'staging',
        bot_record_kind: kind,
        bot_outcome: 'error',
        bot_id: '42',
      });
      ok(Object.keys(entry.labels).every((label) => INDEX_LABELS.includes(label)));
      equal(entry.line, `{"of":"${kind}"}`);
      const { metadata } = entry;
      equal(metadata['log_record_uid'], `uid-${kind}`);
      equal(metadata['bot_duration_ms'], '12');
      equal(metadata['user_name'], 'Ada "the" Ω');
      equal(metadata['service_instance_id'], 'instance-1');
      equal(metadata['trace_id'], '0af7651916cd43dd8448eb211c80319c');
      ok(!Object.keys(metadata).some((name) => /^(host|process|telemetry|os)_/.test(name)), JSON.stringify(metadata));
      for (const other of TENANTS.filter((t) => t !== tenant)) {
        deepEqual(await queryLoki(pipeline.lokiUrl, other, query), []);
      }
    },
  };
}

function checkPinned(pipeline: RealPipeline): Check {
  return {
    name: 'a copy that is kept long lies in a stream of its own, beside the original',
    run: async () => {
      const original = { attributes: toAttributes('api', 'same'), timestampUnixNano: nowUnixNano() };
      const copy = { ...original, attributes: { ...original.attributes, 'bot.retention': 'pinned' } };
      await postOtlp(pipeline.collectorUrl(), toLogsRequest(toResource('pinned'), [original, copy]));
      const entries = await waitForEntries(pipeline.lokiUrl, 'api', '{service_name="pinned"}', 2);
      deepEqual(entries.map((entry) => entry.labels['bot_retention'] ?? '').sort(), ['', 'pinned']);
    },
  };
}

function checkTime(pipeline: RealPipeline, what: string, ageNanos: bigint): Check {
  return {
    name: `an audit record ${what} is accepted and visible at once`,
    run: async () => {
      const service = `time-${what.replaceAll(' ', '-')}`;
      const resource = toResource(service);
      const now = { attributes: toAttributes('audit', 'now') };
      const moved = { attributes: toAttributes('audit', 'moved'), timestampUnixNano: nowUnixNano() - ageNanos };
      for (const record of [now, moved]) {
        const sent = await postOtlp(pipeline.collectorUrl(), toLogsRequest(resource, [record]));
        equal(sent.status, 200, await sent.text());
      }
      const entries = await queryLoki(pipeline.lokiUrl, 'audit', `{service_name="${service}"}`);
      deepEqual(entries.map((entry) => entry.metadata['log_record_uid']).sort(), ['moved', 'now']);
      const labels = entries.flatMap((entry) => Object.keys(entry.labels));
      ok(
        labels.every((label) => INDEX_LABELS.includes(label) || label === TIME_SHARD),
        labels.join(' '),
      );
    },
  };
}

function checkTooOld(pipeline: RealPipeline): Check {
  return {
    name: 'an audit record that Loki refuses for good is refused to its sender with 400',
    run: async () => {
      const record = {
        attributes: toAttributes('audit', 'old'),
        timestampUnixNano: nowUnixNano() - 31n * 24n * HOUR_NANOS,
      };
      const sent = await postOtlp(pipeline.collectorUrl(), toLogsRequest(toResource('too-old'), [record]));
      equal(sent.status, 400, await sent.text());
    },
  };
}

function checkLineLimit(pipeline: RealPipeline): Check {
  return {
    name: 'an audit record of 1,048,576 bytes is stored whole, one byte more is refused with 400',
    run: async () => {
      const send = (bytes: number): Promise<Response> =>
        postOtlp(
          pipeline.collectorUrl(),
          toLogsRequest(toResource('line-limit'), [
            { attributes: toAttributes('audit', `b${bytes}`), body: 'x'.repeat(bytes) },
          ]),
        );
      equal((await send(1_048_576)).status, 200);
      equal((await send(1_048_577)).status, 400);
      const entries = await queryLoki(pipeline.lokiUrl, 'audit', '{service_name="line-limit"}');
      deepEqual(
        entries.map((entry) => entry.line.length),
        [1_048_576],
      );
    },
  };
}

function checkLargePage(pipeline: RealPipeline): Check {
  return {
    name: 'a page of 20 records of 900,000 bytes is answered whole',
    run: async () => {
      for (let index = 0; index < 20; index++) {
        const record = { attributes: toAttributes('audit', `large-${index}`), body: 'x'.repeat(900_000) };
        equal((await postOtlp(pipeline.collectorUrl(), toLogsRequest(toResource('large'), [record]))).status, 200);
      }
      const entries = await queryLoki(pipeline.lokiUrl, 'audit', '{service_name="large"}');
      deepEqual(
        entries.map((entry) => entry.line.length),
        new Array(20).fill(900_000),
      );
    },
  };
}

function checkRepeat(pipeline: RealPipeline): Check {
  return {
    name: 'the same audit request sent twice is stored once',
    run: async () => {
      const body = toLogsRequest(toResource('repeat'), [{ attributes: toAttributes('audit', 'same') }]);
      equal((await postOtlp(pipeline.collectorUrl(), body)).status, 200);
      equal((await postOtlp(pipeline.collectorUrl(), body)).status, 200);
      equal((await queryLoki(pipeline.lokiUrl, 'audit', '{service_name="repeat"}')).length, 1);
    },
  };
}

function checkNoDelete(pipeline: RealPipeline): Check {
  return {
    name: 'nothing is deleted by request, in no tenant; without a tenant nothing is answered',
    run: async () => {
      const search = new URLSearchParams({ query: '{service_name=~".+"}', start: '0' });
      for (const tenant of TENANTS) {
        const answer = await fetch(`${pipeline.lokiUrl}/loki/api/v1/delete?${String(search)}`, {
          method: 'POST',
          headers: { [HEADER_TENANT]: tenant },
        });
        equal(answer.status, 403);
      }
      equal((await fetch(`${pipeline.lokiUrl}/loki/api/v1/labels`)).status, 401);
    },
  };
}

/** What is stored where, and as what. */
export function createStorageChecks(pipeline: RealPipeline): Check[] {
  return [
    ...RECORD_KINDS.map((kind) => checkKind(pipeline, kind)),
    checkPinned(pipeline),
    checkTime(pipeline, '6 hours late', 6n * HOUR_NANOS),
    checkTime(pipeline, '6 days late', 6n * 24n * HOUR_NANOS),
    checkTime(pipeline, '25 hours ahead', -25n * HOUR_NANOS),
    checkTooOld(pipeline),
    checkLineLimit(pipeline),
    checkLargePage(pipeline),
    checkRepeat(pipeline),
    checkNoDelete(pipeline),
  ];
}
