import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePorts, startLoki, waitUntil, type Backends } from '@botscope/tests';
import { sumFileBytes } from './process-figures.ts';

/** A real Loki with `provisioning/loki.yaml` and a directory of its own. */
export interface LokiEngine {
  readonly url: string;
  processId(): number;
  /** Ends it after it has written all that is in memory, removes the log of what it had there, and starts it again. */
  restartFromDisk(): Promise<void>;
  /** Bytes of chunks and index; to be asked after {@link restartFromDisk}. */
  storedBytes(): number;
  /** Ends it and removes its directory. */
  close(): Promise<void>;
}

const FLUSH_TIMEOUT_MILLIS = 120_000;

/** A metric of Loki's own, summed over its labels; 0 when it has none of that name. */
async function readMetric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

/** Asks Loki to write what is in memory, and waits until nothing is left to write. */
async function flush(url: string): Promise<void> {
  const answer = await fetch(`${url}/flush`, { method: 'POST' });
  if (!answer.ok) throw new Error(`Loki answered ${answer.status} to /flush: ${await answer.text()}`);
  await waitUntil(
    'Loki to have written its chunks',
    async () => ((await readMetric(url, 'loki_ingester_flush_queue_length')) === 0 ? true : undefined),
    FLUSH_TIMEOUT_MILLIS,
  );
}

/** Starts it on free ports. */
export async function startLokiEngine(backends: Backends): Promise<LokiEngine> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'botscope-bench-loki-'));
  const [port = 0, grpcPort = 0] = await findFreePorts(2);
  const place = { program: backends.loki, dataDirectory, port, grpcPort };
  const url = `http://127.0.0.1:${port}`;
  let loki = await startLoki(place);
  return {
    url,
    processId: () => loki.processId,
    restartFromDisk: async () => {
      await flush(url);
      await loki.stop();
      rmSync(join(dataDirectory, 'loki', 'wal'), { recursive: true, force: true });
      loki = await startLoki(place);
    },
    storedBytes: () => sumFileBytes(join(dataDirectory, 'loki'), ['wal', 'compactor']),
    close: async () => {
      await loki.kill();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}
