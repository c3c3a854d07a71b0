import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backends } from '../build/ensure-backends.ts';
import { startCaptureServer, type CaptureServer } from './capture-server.ts';
import { findFreePorts } from './free-ports.ts';
import { startCollector, type CollectorPlace, type RunningCollector } from './start-collector.ts';
import { startLoki } from './start-loki.ts';
import type { RunningProcess } from './start-process.ts';

/** A real Collector before a real Loki; servers that take everything stand in for Tempo and the sidecar. */
export interface RealPipeline {
  readonly lokiUrl: string;
  readonly sidecar: CaptureServer;
  /** Base address for OTLP/HTTP; another one after the Collector was killed. */
  collectorUrl(): string;
  stopLoki(): Promise<void>;
  /** Ends Loki as a power cut would. */
  killLoki(): Promise<void>;
  startLoki(): Promise<void>;
  /** Ends the Collector as a power cut would and starts it again with what it has on disk. */
  restartKilledCollector(): Promise<void>;
  close(): Promise<void>;
}

/** Token with which the Collector forwards to the sidecar. */
export const INGEST_TOKEN = 'b2c0f1a4d3e59687b2c0f1a4d3e59687';

/** Starts it on free ports, with an empty directory. */
export async function startRealPipeline(backends: Backends): Promise<RealPipeline> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'botscope-backends-'));
  const [port = 0, grpcPort = 0] = await findFreePorts(2);
  const lokiPlace = { program: backends.loki, dataDirectory, port, grpcPort };
  const lokiUrl = `http://127.0.0.1:${port}`;
  const tempo = await startCaptureServer(200);
  const sidecar = await startCaptureServer(200);
  const place: CollectorPlace = {
    program: backends.collector,
    dataDirectory,
    lokiUrl,
    tempoOtlpUrl: tempo.url,
    sidecarUrl: sidecar.url,
    ingestToken: INGEST_TOKEN,
  };
  let loki: RunningProcess | undefined = await startLoki(lokiPlace);
  let collector: RunningCollector = await startCollector(place);
  const endLoki = async (how: 'stop' | 'kill'): Promise<void> => {
    await loki?.[how]();
    loki = undefined;
  };
  return {
    lokiUrl,
    sidecar,
    collectorUrl: () => collector.url,
    stopLoki: () => endLoki('stop'),
    killLoki: () => endLoki('kill'),
    startLoki: async () => {
      loki = await startLoki(lokiPlace);
    },
    restartKilledCollector: async () => {
      await collector.kill();
      collector = await startCollector(place);
    },
    close: async () => {
      await collector.kill();
      await endLoki('kill');
      await Promise.all([tempo.close(), sidecar.close()]);
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}
