import { fileURLToPath } from 'node:url';
import type { ServerCommand } from './server-command.ts';
import { startProcess, type RunningProcess } from './start-process.ts';
import { waitUntil } from './wait-until.ts';

/** Where a Loki runs: the same again after a restart. */
export interface LokiPlace {
  readonly program: string;
  readonly dataDirectory: string;
  readonly port: number;
  readonly grpcPort: number;
  /** Path of its configuration; `provisioning/loki.yaml` when absent. */
  readonly configuration?: string;
  /** Further command line arguments; they go before the configuration. */
  readonly args?: readonly string[];
}

const CONFIGURATION = fileURLToPath(new URL('../../../provisioning/loki.yaml', import.meta.url));
const START_TIMEOUT_MILLIS = 90_000;

/** Whether the Loki at an address takes records and answers queries. */
export async function isLokiReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/ready`).catch(() => undefined);
  return answer?.status === 200;
}

/** How a Loki is started. */
export function toLokiCommand(place: LokiPlace): ServerCommand {
  const configuration = place.configuration ?? CONFIGURATION;
  return {
    program: place.program,
    args: [`-config.file=${configuration}`, '-config.expand-env=true', ...(place.args ?? [])],
    environment: {
      BOTSCOPE_DATA_DIR: place.dataDirectory,
      BOTSCOPE_LOKI_PORT: String(place.port),
      BOTSCOPE_LOKI_GRPC_PORT: String(place.grpcPort),
    },
  };
}

/** Starts a Loki and does not wait for anything. */
export function launchLoki(place: LokiPlace): RunningProcess {
  const { program, args, environment } = toLokiCommand(place);
  return startProcess(program, args, environment);
}

/** Starts a Loki with `provisioning/loki.yaml` and waits until it takes records and answers queries. */
export async function startLoki(place: LokiPlace): Promise<RunningProcess> {
  const loki = launchLoki(place);
  const askReady = async () => (await isLokiReady(`http://127.0.0.1:${place.port}`)) || undefined;
  await waitUntil('Loki to be ready', askReady, START_TIMEOUT_MILLIS).catch(async (error: unknown) => {
    await loki.kill();
    throw new Error(`${String(error)}\n${loki.output()}`);
  });
  return loki;
}
