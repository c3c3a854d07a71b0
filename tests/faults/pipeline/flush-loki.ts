import { waitUntil } from '../../backends/run/wait-until.ts';

/** Sum of a metric of Loki over all its labels. */
async function readMetric(lokiUrl: string, name: string): Promise<number> {
  const text = await (await fetch(`${lokiUrl}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}

/** Waits until Loki's write-ahead log no longer holds what it has flushed, so that a restart does not bring it back. */
export async function waitForCheckpoint(lokiUrl: string): Promise<void> {
  const name = 'loki_ingester_checkpoint_creations_total';
  const before = await readMetric(lokiUrl, name);
  // The first one may have begun before.
  await waitUntil('checkpoints', async () => ((await readMetric(lokiUrl, name)) >= before + 2 ? true : undefined));
}

/** Brings everything that a Loki has in memory since its start into chunks on its disk. */
export async function flushLoki(lokiUrl: string): Promise<void> {
  const created = await readMetric(lokiUrl, 'loki_ingester_chunks_created_total');
  const answer = await fetch(`${lokiUrl}/flush`, { method: 'POST' });
  if (!answer.ok) throw new Error(`Loki answered ${answer.status} to a flush: ${await answer.text()}`);
  await waitUntil('Loki to have flushed its chunks', async () =>
    (await readMetric(lokiUrl, 'loki_ingester_chunks_stored_total')) >= created ? true : undefined,
  );
}
