import type { HttpAnswer } from '../worker/http-answer.ts';
import { createQueryPool, type QueryPool, type QueryPoolOptions } from '../worker/query-pool.ts';
import type { ArrivalsRequest } from './answer-arrivals.ts';

/** Reads what arrives for tails. */
export interface ArrivalsReader {
  /** Answer of `answerArrivals`. @throws when the store cannot be opened */
  read(request: ArrivalsRequest, signal: AbortSignal): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** What {@link createArrivalsReader} needs. */
export type ArrivalsReaderOptions = Pick<QueryPoolOptions, 'readerSource' | 'graceMillis' | 'onFault'>;

/** A few records are read at a time, so a query that takes this long for them is not worth waiting for. */
const TIMEOUT_MILLIS = 10_000;
const MAX_WAITING = 1000;

/** A thread of its own for tails, so that long queries do not hold them up; it is started when it is first needed. */
export function createArrivalsReader(options: ArrivalsReaderOptions): ArrivalsReader {
  let starting: Promise<QueryPool<ArrivalsRequest>> | undefined;
  const start = (): Promise<QueryPool<ArrivalsRequest>> =>
    createQueryPool<ArrivalsRequest>({
      ...options,
      workerUrl: new URL('./tail-worker.ts', import.meta.url),
      threadCount: 1,
      timeoutMillis: TIMEOUT_MILLIS,
      maxWaiting: MAX_WAITING,
    }).catch((error: unknown) => {
      starting = undefined;
      throw error;
    });
  return {
    read: async (request, signal) => (await (starting ??= start())).run(request, signal),
    close: async () => (await starting)?.close(),
  };
}
