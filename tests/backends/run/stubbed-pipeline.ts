import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCaptureServer, type CaptureServer } from './capture-server.ts';
import { INGEST_TOKEN } from './real-pipeline.ts';
import { startCollector } from './start-collector.ts';

/** A Collector between servers that take everything. */
export interface StubbedPipeline {
  readonly collectorUrl: string;
  readonly loki: CaptureServer;
  readonly tempo: CaptureServer;
  readonly sidecar: CaptureServer;
  close(): Promise<void>;
}

/** Starts it on free ports, with an empty directory. */
export async function startStubbedPipeline(program: string): Promise<StubbedPipeline> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'botscope-backends-'));
  const [loki, tempo, sidecar] = await Promise.all([
    startCaptureServer(204),
    startCaptureServer(200),
    startCaptureServer(200),
  ]);
  const collector = await startCollector({
    program,
    dataDirectory,
    lokiUrl: loki.url,
    tempoOtlpUrl: tempo.url,
    sidecarUrl: sidecar.url,
    ingestToken: INGEST_TOKEN,
  });
  return {
    collectorUrl: collector.url,
    loki,
    tempo,
    sidecar,
    close: async () => {
      await collector.kill();
      await Promise.all([loki.close(), tempo.close(), sidecar.close()]);
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}
