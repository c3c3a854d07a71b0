import type { WebSocket } from 'ws';
import type { HttpAnswer } from '../worker/http-answer.ts';
import type { ArrivalsRequest } from './answer-arrivals.ts';
import type { ArrivalsReader } from './arrivals-reader.ts';
import type { DueArrivals } from './due-arrivals.ts';
import type { DroppedEntry } from './render-frame.ts';
import type { TailLimits } from './tail-options.ts';

/** What a {@link TailSession} needs. */
export interface TailSessionOptions {
  readonly socket: Pick<WebSocket, 'send' | 'bufferedAmount' | 'close'>;
  readonly request: Pick<ArrivalsRequest, 'tenant' | 'query' | 'categorized'>;
  /** Everything up to this id was sent, or is older than the client wants. */
  readonly position: bigint;
  readonly arrivals: ArrivalsReader;
  readonly due: DueArrivals;
  readonly limits: TailLimits;
}

/** Records that are read at a time. */
const STEP = 100n;
/** Close codes of WebSocket. */
const CLOSE_FAILED = 1011;
const CLOSE_TOO_SLOW = 1013;
/** The reason of a close is at most 123 bytes. */
const MAX_REASON_CHARACTERS = 120;

/**
 * Sends a client what arrives, in order of arrival, each record once. Records are read from the store when the client
 * can take them, so that nothing piles up here.
 */
export class TailSession {
  readonly #options: TailSessionOptions;
  readonly #ended = new AbortController();
  #position: bigint;
  #dropped: DroppedEntry[] = [];
  #wake: () => void = () => undefined;

  constructor(options: TailSessionOptions) {
    this.#options = options;
    this.#position = options.position;
  }

  /** Sends until {@link end}. Never rejects. */
  async run(): Promise<void> {
    try {
      while (!this.#ended.signal.aborted) await this.#next();
    } catch (error) {
      this.#fail(CLOSE_FAILED, error instanceof Error ? error.message : String(error));
    }
  }

  /** Looks again at what there is to do. */
  wake(): void {
    this.#wake();
  }

  /** Ends it; what is being read is given up. */
  end(): void {
    this.#ended.abort();
    this.#options.due.stop();
    this.#wake();
  }

  /** Sends a message; goes on once it has left. */
  send(body: Uint8Array): void {
    this.#options.socket.send(body, { binary: false }, () => this.#wake());
  }

  async #next(): Promise<void> {
    const { due, socket, limits } = this.#options;
    const target = due.dueId();
    if (this.#position >= target) return this.#sleep(due.millisToNext());
    if (socket.bufferedAmount <= limits.maxBufferedBytes) return this.#sendUpTo(target);
    if (target - this.#position > BigInt(limits.maxRecordsBehind)) return this.#dropUpTo(target);
    return this.#sleep(due.millisToNext());
  }

  async #sendUpTo(target: bigint): Promise<void> {
    const answer = await this.#read('frame', target);
    if (answer === undefined) return;
    this.#dropped = [];
    if (answer.status === 200) this.send(answer.body);
  }

  async #dropUpTo(target: bigint): Promise<void> {
    const answer = await this.#read('dropped', target);
    if (answer === undefined) return;
    this.#dropped.push(...(JSON.parse(Buffer.from(answer.body).toString()) as DroppedEntry[]));
    if (this.#dropped.length > this.#options.limits.maxDropped) {
      this.#fail(CLOSE_TOO_SLOW, `too slow: ${this.#dropped.length} entries were dropped`);
    }
  }

  /** Reads the next records and steps over them; undefined when the tail has ended meanwhile or does now. */
  async #read(purpose: ArrivalsRequest['purpose'], target: bigint): Promise<HttpAnswer | undefined> {
    const { request, arrivals } = this.#options;
    const afterId = this.#position;
    const lastId = target - afterId > STEP ? afterId + STEP : target;
    const dropped = purpose === 'frame' ? this.#dropped : [];
    const answer = await arrivals.read({ ...request, purpose, afterId, lastId, dropped }, this.#ended.signal);
    if (this.#ended.signal.aborted) return undefined;
    if (answer.status >= 400) {
      this.#fail(CLOSE_FAILED, Buffer.from(answer.body).toString());
      return undefined;
    }
    this.#position = lastId;
    return answer;
  }

  #fail(code: number, reason: string): void {
    if (this.#ended.signal.aborted) return;
    this.end();
    this.#options.socket.close(code, reason.slice(0, MAX_REASON_CHARACTERS).replaceAll(/[^\x20-\x7e]/g, '?'));
  }

  async #sleep(millis: number | undefined): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (millis !== undefined) timer = setTimeout(resolve, millis);
    });
    clearTimeout(timer);
  }
}
