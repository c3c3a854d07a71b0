import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePorts, startProduct, waitUntil } from '@botscope/tests';
import type { Intake } from './intake.ts';
import { sumFileBytes } from './process-figures.ts';

const isServing = async (url: string): Promise<true | undefined> =>
  (await fetch(url).catch(() => undefined)) === undefined ? undefined : true;

/** Standalone's main process: receiver, store and query APIs. Its start is over when these answer; the rest may still come. */
export async function startStandaloneIntake(): Promise<Intake> {
  const [otlp = 0, loki = 0] = await findFreePorts(2);
  const [otlpUrl, lokiUrl] = [`http://127.0.0.1:${otlp}`, `http://127.0.0.1:${loki}`];
  const started = performance.now();
  const starting = startProduct({
    args: ['--no-demo'],
    environment: { BOTSCOPE_OTLP_PORT: String(otlp), BOTSCOPE_LOKI_PORT: String(loki) },
  });
  const serving = Promise.all([otlpUrl, `${lokiUrl}/ready`].map((url) => waitUntil(url, () => isServing(url))));
  await Promise.race([serving, starting]);
  const startMillis = performance.now() - started;
  const product = await starting;
  return {
    otlpUrl,
    lokiUrl,
    startMillis,
    processes: { standalone: product.processId },
    finish: async () => {
      await product.stop();
      const bytes = sumFileBytes(join(product.dataDirectory, 'store'));
      rmSync(product.dataDirectory, { recursive: true, force: true });
      return bytes;
    },
  };
}
