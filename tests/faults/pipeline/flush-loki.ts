import { waitUntil } from '../../backends/run/wait-until.ts';

/** Sum of a metric of Loki over all its labels. */
async function readMetric(lokiUrl: string, name: string): Promise<number> {
  const text = await (await fetch(`${lokiUrl}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
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
