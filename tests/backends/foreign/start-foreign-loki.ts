import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePorts } from '../run/free-ports.ts';
import { startLoki, type LokiPlace } from '../run/start-loki.ts';
import type { RunningProcess } from '../run/start-process.ts';

/** How a Loki is. */
export interface LokiSetup {
  /** File in `loki/`; without one, `provisioning/loki.yaml`. */
  readonly file?: string;
  readonly args?: readonly string[];
}

/** A running Loki. */
export interface ForeignLoki {
  readonly url: string;
  /** Ends it and starts it with another setup on what it has stored. */
  restart(setup: LokiSetup): Promise<void>;
  stop(): Promise<void>;
  /** Ends it and removes what it stored. */
  close(): Promise<void>;
}

/** Switches tenants off, as many small installations have them. */
export const WITHOUT_TENANTS = ['-auth.enabled=false'];

function toPlace(base: Omit<LokiPlace, 'configuration' | 'args'>, { file, args = [] }: LokiSetup): LokiPlace {
  if (file === undefined) return { ...base, args };
  return { ...base, args, configuration: fileURLToPath(new URL(`loki/${file}`, import.meta.url)) };
}

/** Starts a Loki on free ports with an empty directory. */
export async function startForeignLoki(program: string, setup: LokiSetup): Promise<ForeignLoki> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'botscope-foreign-'));
  const [port = 0, grpcPort = 0] = await findFreePorts(2);
  const base = { program, dataDirectory, port, grpcPort };
  let running: RunningProcess | undefined = await startLoki(toPlace(base, setup));
  const stop = async (): Promise<void> => {
    await running?.stop();
    running = undefined;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    stop,
    restart: async (next) => {
      await stop();
      running = await startLoki(toPlace(base, next));
    },
    close: async () => {
      await running?.kill();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** Starts a Loki for as long as `use` takes. */
export async function withLoki(
  program: string,
  setup: LokiSetup,
  use: (loki: ForeignLoki) => Promise<void>,
): Promise<void> {
  const loki = await startForeignLoki(program, setup);
  try {
    await use(loki);
  } finally {
    await loki.close();
  }
}
