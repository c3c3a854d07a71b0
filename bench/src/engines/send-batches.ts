import { setTimeout as delay } from 'node:timers/promises';
import { HEADER_TENANT } from '@botscope/conventions';
import type { Batch } from '../corpus/encode-batches.ts';

const TOO_MANY_REQUESTS = 429;
const PAUSE_MILLIS = 100;

/** Posts a batch until it is taken; a store that has had too much for now is asked again. @throws Error when it is refused. */
export async function postBatch(url: string, { tenant, bytes }: Batch): Promise<void> {
  for (;;) {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-protobuf', [HEADER_TENANT]: tenant },
      body: Buffer.from(bytes),
    });
    const text = await answer.text();
    if (answer.ok) return;
    if (answer.status !== TOO_MANY_REQUESTS) throw new Error(`${url} answered ${answer.status}: ${text}`);
    await delay(PAUSE_MILLIS);
  }
}

/** Posts all batches by several senders. Resolves with the milliseconds that each request took. */
export async function postAll(url: string, batches: readonly Batch[], senders: number): Promise<readonly number[]> {
  const millis: number[] = [];
  const rest = [...batches].reverse();
  const send = async () => {
    for (let batch = rest.pop(); batch; batch = rest.pop()) {
      const started = performance.now();
      await postBatch(url, batch);
      millis.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: senders }, send));
  return millis;
}
