import { parentPort, workerData } from 'node:worker_threads';
import { createBudget, type QueryBudget } from '../evaluate/query-budget.ts';
import type { HttpAnswer } from './http-answer.ts';
import { openReader, type ReaderSource } from './reader-source.ts';
import type { WorkerJob, WorkerReply } from './worker-messages.ts';

/** Life of a worker thread: opens the reader that `workerData` describes, then answers one job after the other. */
export async function serveJobs<Reader, Request>(
  answer: (reader: Reader, request: Request, budget: QueryBudget) => HttpAnswer,
): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('this module runs in worker threads only');
  const reader = await openReader<Reader>(workerData as ReaderSource);
  const reply = (message: WorkerReply, transfer: readonly ArrayBuffer[] = []): void =>
    port.postMessage(message, transfer);
  port.on('message', (job: WorkerJob<Request>) => {
    const cancelled = new Int32Array(job.cancelled);
    const budget = createBudget(performance.now() + job.timeoutMillis, () => Atomics.load(cancelled, 0) === 1);
    try {
      const found = answer(reader, job.request, budget);
      reply({ kind: 'answer', answer: found }, [found.body.buffer]);
    } catch (error) {
      reply({ kind: 'fault', text: error instanceof Error ? error.message : String(error) });
    }
  });
  reply({ kind: 'ready' });
}
