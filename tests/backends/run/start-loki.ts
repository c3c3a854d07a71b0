import { fileURLToPath } from 'node:url';
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

async function isReady(url: string): Promise<true | undefined> {
  const answer = await fetch(`${url}/ready`).catch(() => undefined);
  return answer?.status === 200 ? true : undefined;
}

/** Starts a Loki and does not wait for anything. */
export function launchLoki(place: LokiPlace): RunningProcess {
  const args = [
    `-config.file=${place.configuration ?? CONFIGURATION}`,
    '-config.expand-env=true',
    ...(place.args ?? []),
  ];
  return startProcess(place.program, args, {
    BOTSCOPE_DATA_DIR: place.dataDirectory,
    BOTSCOPE_LOKI_PORT: String(place.port),
    BOTSCOPE_LOKI_GRPC_PORT: String(place.grpcPort),
  });
}

/** Starts a Loki with `provisioning/loki.yaml` and waits until it takes records and answers queries. */
export async function startLoki(place: LokiPlace): Promise<RunningProcess> {
  const loki = launchLoki(place);
  await waitUntil('Loki to be ready', () => isReady(`http://127.0.0.1:${place.port}`), START_TIMEOUT_MILLIS).catch(
    async (error: unknown) => {
      await loki.kill();
      throw new Error(`${String(error)}\n${loki.output()}`);
    },
  );
  return loki;
}
