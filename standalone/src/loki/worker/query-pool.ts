import { textAnswer, type HttpAnswer } from './http-answer.ts';
import { QueryThread, type QueryTask, type QueryThreadOptions } from './query-thread.ts';

/** What {@link createQueryPool} needs. */
export interface QueryPoolOptions extends QueryThreadOptions {
  readonly threadCount: number;
  /** Most queries that wait for a thread; more are answered 429. */
  readonly maxWaiting: number;
}

/** Threads that answer queries, so that a long one holds up neither the receiver nor the pages. */
export interface QueryPool<Request> {
  /** Answer of a query; never rejects. After `signal` nobody waits for it: it is stopped and answered 499. */
  run(request: Request, signal: AbortSignal): Promise<HttpAnswer>;
  /** Ends all threads; queries that wait or run are answered 503. */
  close(): Promise<void>;
}

const RESTART_DELAY_MILLIS = 1000;
const GONE = textAnswer(499, 'the client went away');
const STOPPING = textAnswer(503, 'the server is stopping');

/** Starts the threads. @throws when one cannot open its reader */
export async function createQueryPool<Request>(options: QueryPoolOptions): Promise<QueryPool<Request>> {
  const waiting: QueryTask<Request>[] = [];
  const threads = new Set<QueryThread<Request>>();
  let closed = false;

  const start = (): QueryThread<Request> => {
    const thread = new QueryThread<Request>(options, dispatch);
    threads.add(thread);
    void thread.ended.then(() => {
      threads.delete(thread);
      // A pause, so that a thread that cannot start does not use up the machine.
      if (!closed) setTimeout(restart, RESTART_DELAY_MILLIS).unref();
    });
    return thread;
  };
  const restart = (): void => {
    if (!closed) start().ready.catch((error: unknown) => options.onFault(String(error)));
  };
  function dispatch(): void {
    for (const thread of threads) {
      const task = thread.isIdle ? waiting.shift() : undefined;
      if (task !== undefined) thread.run(task);
    }
  }
  const close = async (): Promise<void> => {
    closed = true;
    for (const task of waiting.splice(0)) task.resolve(STOPPING);
    await Promise.all([...threads].map((thread) => thread.end(STOPPING)));
  };

  try {
    await Promise.all(Array.from({ length: options.threadCount }, () => start().ready));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    close,
    run(request, signal) {
      if (closed) return Promise.resolve(STOPPING);
      if (signal.aborted) return Promise.resolve(GONE);
      if (waiting.length >= options.maxWaiting) {
        return Promise.resolve(textAnswer(429, `too many outstanding requests: ${waiting.length} queries are waiting`));
      }
      return new Promise((resolve) => {
        const task = { request, cancelled: new SharedArrayBuffer(4), resolve };
        signal.addEventListener('abort', () => cancel(task, waiting), { once: true });
        waiting.push(task);
        dispatch();
      });
    },
  };
}

function cancel<Request>(task: QueryTask<Request>, waiting: QueryTask<Request>[]): void {
  Atomics.store(new Int32Array(task.cancelled), 0, 1);
  const place = waiting.indexOf(task);
  if (place < 0) return;
  waiting.splice(place, 1);
  task.resolve(GONE);
}
