import { Worker } from 'node:worker_threads';
import type { SealFile } from './sealing-queue.ts';

/** Seals files beside the thread that takes records. */
export interface SealingThread {
  readonly sealFile: SealFile;
  /** Ends a sealing that is under way; what it has written so far is removed at the next start of the store. */
  close(): Promise<void>;
}

/** Handed to the worker. */
export interface SealingJob {
  readonly from: string;
  readonly to: string;
}

/** A thread for each file, so that the memory it took is given back. */
export function createSealingThread(): SealingThread {
  const workers = new Set<Worker>();
  return {
    sealFile: (from, to) => {
      const worker = new Worker(new URL('./sealing-worker.ts', import.meta.url), {
        workerData: { from, to } satisfies SealingJob,
      });
      worker.unref();
      workers.add(worker);
      return waitForEnd(worker).finally(() => workers.delete(worker));
    },
    async close() {
      await Promise.all([...workers].map((worker) => worker.terminate()));
    },
  };
}

function waitForEnd(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error('the thread that seals was ended'));
    });
  });
}
