import { Worker } from 'node:worker_threads';
import { textAnswer, type HttpAnswer } from './http-answer.ts';
import type { ReaderSource } from './reader-source.ts';
import type { WorkerJob, WorkerReply } from './worker-messages.ts';

/** What a {@link QueryThread} needs. */
export interface QueryThreadOptions {
  readonly workerUrl: URL;
  readonly readerSource: ReaderSource;
  /** Longest time of a query. */
  readonly timeoutMillis: number;
  /** Time after that in which the thread should have noticed; then it is ended. */
  readonly graceMillis: number;
  /** Told about errors of this program. */
  readonly onFault: (text: string) => void;
}

/** A query that waits or runs. */
export interface QueryTask<Request> {
  readonly request: Request;
  /** See `WorkerJob`. */
  readonly cancelled: SharedArrayBuffer;
  readonly resolve: (answer: HttpAnswer) => void;
}

/** A worker thread that answers one query at a time. */
export class QueryThread<Request> {
  /** Fulfilled when the reader is open; rejected when the thread ends before. */
  readonly ready: Promise<void>;
  /** Fulfilled when the thread has ended, for whatever reason. */
  readonly ended: Promise<void>;
  readonly #worker: Worker;
  readonly #options: QueryThreadOptions;
  #isReady = false;
  #task: QueryTask<Request> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #endAnswer = textAnswer(500, 'internal error: the thread of this query has died');

  constructor(options: QueryThreadOptions, onIdle: () => void) {
    this.#options = options;
    this.#worker = new Worker(options.workerUrl, { workerData: options.readerSource });
    let failure = new Error('the query thread ended before it was ready');
    this.#worker.on('error', (error) => {
      failure = error instanceof Error ? error : new Error(String(error));
      if (this.#isReady) options.onFault(failure.message);
    });
    this.ended = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        this.#isReady = false;
        this.#finish(this.#endAnswer);
        resolve();
      });
    });
    this.ready = new Promise((resolve, reject) => {
      this.#worker.on('message', (reply: WorkerReply) => {
        if (reply.kind === 'ready') this.#isReady = true;
        this.#receive(reply);
        resolve();
        onIdle();
      });
      void this.ended.then(() => reject(failure));
    });
  }

  get isIdle(): boolean {
    return this.#isReady && this.#task === undefined;
  }

  /** Runs a query; the thread must be idle. */
  run(task: QueryTask<Request>): void {
    const { timeoutMillis, graceMillis } = this.#options;
    this.#task = task;
    this.#timer = setTimeout(() => {
      void this.end(textAnswer(504, 'the query took too long and was stopped; ask for a shorter time range'));
    }, timeoutMillis + graceMillis);
    const { request, cancelled } = task;
    this.#worker.postMessage({ request, timeoutMillis, cancelled } satisfies WorkerJob<Request>);
  }

  /** Ends the thread; a query that still runs gets this answer. */
  async end(answer: HttpAnswer): Promise<void> {
    this.#endAnswer = answer;
    await this.#worker.terminate();
  }

  #receive(reply: WorkerReply): void {
    if (reply.kind === 'answer') this.#finish(reply.answer);
    if (reply.kind !== 'fault') return;
    this.#options.onFault(reply.text);
    this.#finish(textAnswer(500, `internal error: ${reply.text}`));
  }

  #finish(answer: HttpAnswer): void {
    clearTimeout(this.#timer);
    const task = this.#task;
    this.#task = undefined;
    task?.resolve(answer);
  }
}
