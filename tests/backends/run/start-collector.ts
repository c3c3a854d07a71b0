import { fileURLToPath } from 'node:url';
import { findFreePorts } from './free-ports.ts';
import type { ServerCommand } from './server-command.ts';
import { startProcess, type RunningProcess } from './start-process.ts';
import { waitUntil } from './wait-until.ts';

/** What a Collector is told. */
export interface CollectorPlace {
  readonly program: string;
  readonly dataDirectory: string;
  readonly lokiUrl: string;
  readonly tempoOtlpUrl: string;
  readonly sidecarUrl: string;
  readonly ingestToken: string;
  /** Files of `collector/`, later ones before earlier ones; `config.yaml` when absent. */
  readonly files?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A running Collector. */
export interface RunningCollector extends RunningProcess {
  /** Base address for OTLP/HTTP. */
  readonly url: string;
  /** Base address for OTLP/gRPC; nothing listens there where the configuration has no such receiver. */
  readonly grpcUrl: string;
}

const toPath = (name: string): string => fileURLToPath(new URL(`../../../collector/${name}`, import.meta.url));

/** Ports of a Collector, all on loopback. */
export interface CollectorPorts {
  readonly http: number;
  readonly grpc: number;
  readonly health: number;
  readonly metrics: number;
}

/** Whether the Collector with a health port takes records. */
export async function isCollectorHealthy(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
  return answer?.status === 200;
}

/** How a Collector with files of `collector/` is started. */
export function toCollectorCommand(place: CollectorPlace, ports: CollectorPorts): ServerCommand {
  const files = place.files ?? ['config.yaml'];
  return {
    program: place.program,
    args: files.flatMap((file) => ['--config', toPath(file)]),
    environment: {
      BOTSCOPE_DATA_DIR: place.dataDirectory,
      BOTSCOPE_OTLP_PORT: String(ports.http),
      BOTSCOPE_OTLP_GRPC_PORT: String(ports.grpc),
      BOTSCOPE_COLLECTOR_HEALTH_PORT: String(ports.health),
      BOTSCOPE_COLLECTOR_METRICS_PORT: String(ports.metrics),
      BOTSCOPE_LOKI_URL: place.lokiUrl,
      BOTSCOPE_TEMPO_OTLP_URL: place.tempoOtlpUrl,
      BOTSCOPE_SIDECAR_URL: place.sidecarUrl,
      BOTSCOPE_INGEST_TOKEN: place.ingestToken,
      ...place.environment,
    },
  };
}

/** Starts a Collector with files of `collector/` on free ports and waits until it says that it is healthy. */
export async function startCollector(place: CollectorPlace): Promise<RunningCollector> {
  const [http = 0, grpc = 0, health = 0, metrics = 0] = await findFreePorts(4);
  const { program, args, environment } = toCollectorCommand(place, { http, grpc, health, metrics });
  const collector = startProcess(program, args, environment);
  const askHealth = async () => (await isCollectorHealthy(health)) || undefined;
  await waitUntil('the Collector to be healthy', askHealth).catch(async (error: unknown) => {
    await collector.kill();
    throw new Error(`${String(error)}\n${collector.output()}`);
  });
  return { ...collector, url: `http://127.0.0.1:${http}`, grpcUrl: `http://127.0.0.1:${grpc}` };
}
