import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backends } from '../build/ensure-backends.ts';
import { startCaptureServer, type CaptureServer } from './capture-server.ts';
import { findFreePorts } from './free-ports.ts';
import { startCollector, type CollectorPlace, type RunningCollector } from './start-collector.ts';
import { launchLoki, startLoki, type LokiPlace } from './start-loki.ts';
import type { RunningProcess } from './start-process.ts';

/** A real Collector before a real Loki; servers that take everything stand in for Tempo and the sidecar. */
export interface RealPipeline {
  readonly lokiUrl: string;
  readonly sidecar: CaptureServer;
  /** Base address for OTLP/HTTP; another one after the Collector was killed. */
  collectorUrl(): string;
  stopLoki(): Promise<void>;
  /** Ends Loki with `kill -9`. */
  killLoki(): Promise<void>;
  startLoki(): Promise<void>;
  /** Starts Loki and gives it at once, before it is ready. */
  launchLoki(): RunningProcess;
  stopCollector(): Promise<void>;
  /** Ends the Collector with `kill -9`. */
  killCollector(): Promise<void>;
  startCollector(): Promise<void>;
  /** The end of what the Collector that runs now has printed. */
  collectorOutput(): string;
  /** Ends the Collector with `kill -9` and starts it again with what it has on disk. */
  restartKilledCollector(): Promise<void>;
  close(): Promise<void>;
}

/** What is other than in the shipped configuration. */
export interface RealPipelineOptions {
  /** Files of `collector/`, as for {@link CollectorPlace}. */
  readonly collectorFiles?: readonly string[];
  readonly collectorEnvironment?: Readonly<Record<string, string>>;
  /** As for {@link LokiPlace}. */
  readonly lokiConfiguration?: string;
  readonly lokiArgs?: readonly string[];
}

/** Token with which the Collector forwards to the sidecar. */
export const INGEST_TOKEN = 'b2c0f1a4d3e59687b2c0f1a4d3e59687';

/** Starts it on free ports, with an empty directory. */
export async function startRealPipeline(backends: Backends, options: RealPipelineOptions = {}): Promise<RealPipeline> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'botscope-backends-'));
  const [port = 0, grpcPort = 0] = await findFreePorts(2);
  const { lokiConfiguration, lokiArgs, collectorFiles, collectorEnvironment } = options;
  const lokiPlace: LokiPlace = {
    program: backends.loki,
    dataDirectory,
    port,
    grpcPort,
    ...(lokiConfiguration === undefined ? {} : { configuration: lokiConfiguration }),
    ...(lokiArgs === undefined ? {} : { args: lokiArgs }),
  };
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
    ...(collectorFiles === undefined ? {} : { files: collectorFiles }),
    ...(collectorEnvironment === undefined ? {} : { environment: collectorEnvironment }),
  };
  let loki: RunningProcess | undefined = await startLoki(lokiPlace);
  let collector: RunningCollector = await startCollector(place);
  const endLoki = async (how: 'stop' | 'kill'): Promise<void> => {
    await loki?.[how]();
    loki = undefined;
  };
  const startAgain = async (): Promise<void> => {
    collector = await startCollector(place);
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
    launchLoki: () => (loki = launchLoki(lokiPlace)),
    stopCollector: () => collector.stop(),
    killCollector: () => collector.kill(),
    startCollector: startAgain,
    collectorOutput: () => collector.output(),
    restartKilledCollector: async () => {
      await collector.kill();
      await startAgain();
    },
    close: async () => {
      await collector.kill();
      await endLoki('kill');
      await Promise.all([tempo.close(), sidecar.close()]);
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}
