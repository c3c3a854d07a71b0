import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCaptureServer, startCollector, type Backends } from '@botscope/tests';
import type { Intake } from './intake.ts';
import { startLokiEngine } from './loki-engine.ts';

/** A real Collector before a real Loki; servers that take everything stand in for Tempo and the sidecar. */
export async function startCollectorIntake(backends: Backends): Promise<Intake> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'botscope-bench-collector-'));
  const [tempo, sidecar] = await Promise.all([startCaptureServer(200), startCaptureServer(200)]);
  const started = performance.now();
  const loki = await startLokiEngine(backends);
  const collector = await startCollector({
    program: backends.collector,
    dataDirectory,
    lokiUrl: loki.url,
    tempoOtlpUrl: tempo.url,
    sidecarUrl: sidecar.url,
    ingestToken: 'c'.repeat(32),
  });
  return {
    otlpUrl: collector.url,
    lokiUrl: loki.url,
    startMillis: performance.now() - started,
    processes: { Collector: collector.processId, Loki: loki.processId() },
    finish: async () => {
      await collector.stop();
      await loki.restartFromDisk();
      const bytes = loki.storedBytes();
      await Promise.all([loki.close(), tempo.close(), sidecar.close()]);
      rmSync(dataDirectory, { recursive: true, force: true });
      return bytes;
    },
  };
}
