import { deepEqual, equal } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postOtlp, toLogsRequest } from '../run/otlp-json.ts';
import { queryLoki } from '../run/query-loki.ts';
import { readRecords } from '../run/read-captured.ts';
import { INGEST_TOKEN, type RealPipeline } from '../run/real-pipeline.ts';
import { startCollector, type CollectorPlace, type RunningCollector } from '../run/start-collector.ts';
import type { StubbedPipeline } from '../run/stubbed-pipeline.ts';
import { waitUntil } from '../run/wait-until.ts';
import type { Check } from './check.ts';

type Variant = Partial<CollectorPlace> & Pick<CollectorPlace, 'files' | 'environment'>;

async function withCollector(
  program: string,
  { loki, tempo, sidecar }: Pick<StubbedPipeline, 'loki' | 'tempo' | 'sidecar'>,
  variant: Variant,
  use: (collector: RunningCollector) => Promise<void>,
): Promise<void> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'botscope-collector-'));
  const collector = await startCollector({
    program,
    dataDirectory,
    lokiUrl: loki.url,
    tempoOtlpUrl: tempo.url,
    sidecarUrl: sidecar.url,
    ingestToken: INGEST_TOKEN,
    ...variant,
  });
  try {
    await use(collector);
  } finally {
    await collector.kill();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

const toRequest = (service: string, kinds: readonly string[]): string =>
  toLogsRequest(
    { 'service.name': service },
    kinds.map((kind) => ({ attributes: { 'bot.record.kind': kind, 'log.record.uid': kind } })),
  );

function checkOneTenant(program: string, stubs: StubbedPipeline): Check {
  return {
    name: 'one-tenant.yaml: every kind goes to the one tenant',
    run: () =>
      withCollector(
        program,
        stubs,
        { files: ['config.yaml', 'one-tenant.yaml'], environment: { BOTSCOPE_TENANT: 'ours' } },
        async ({ url }) => {
          stubs.loki.clear();
          equal((await postOtlp(url, toRequest('one', ['step', 'api', 'audit']))).status, 200);
          const places = await waitUntil('three records', () => {
            const arrivals = readRecords('loki', stubs.loki.requests);
            return arrivals.length >= 3 ? arrivals.map(({ to }) => to) : undefined;
          });
          deepEqual(places, ['loki ours', 'loki ours', 'loki ours']);
        },
      ),
  };
}

function checkAgent(program: string, stubs: StubbedPipeline, pipeline: RealPipeline): Check {
  return {
    name: 'agent.yaml: hands on, and its answer for audit is still the store’s: 503 while Loki is down, then 200',
    run: () =>
      withCollector(
        program,
        stubs,
        { files: ['agent.yaml'], environment: { BOTSCOPE_COLLECTOR_URL: pipeline.collectorUrl() } },
        async ({ url }) => {
          await pipeline.stopLoki();
          equal((await postOtlp(url, toRequest('agent', ['audit']))).status, 503);
          await pipeline.startLoki();
          equal((await postOtlp(url, toRequest('agent', ['audit']))).status, 200);
          equal((await queryLoki(pipeline.lokiUrl, 'audit', '{service_name="agent"}')).length > 0, true);
        },
      ),
  };
}

/** Other ways to run the Collector. */
export function createVariantChecks(program: string, stubs: StubbedPipeline, pipeline: RealPipeline): Check[] {
  return [checkOneTenant(program, stubs), checkAgent(program, stubs, pipeline)];
}
