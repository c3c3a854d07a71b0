import { AsyncLocalStorage } from 'node:async_hooks';
import { EncodeBuffer, encodeLogsRequest } from '@botscope/otlp';
import { toBackOffMillis, type BackOffCause } from './back-off.ts';
import type { Quarantine } from './quarantine.ts';
import type { QueueCounters } from './queue-counters.ts';
import type { QueueReader } from './queue-reader.ts';
import type { Batch } from './segment-reader.ts';
import type { SendLogs } from './send-outcome.ts';
import { Sleeper } from './sleeper.ts';

/** How a queue is sent. */
export interface SenderOptions {
  readonly send: SendLogs;
  readonly reader: QueueReader;
  readonly quarantine: Quarantine;
  readonly counters: QueueCounters;
  /** Least time from one request to the next, unless much waits. */
  readonly paceMillis: number;
  /** Hears of a record that was put into quarantine. */
  readonly onQuarantined: (reason: string, path: string) => void;
  /** Called after every change of the reader's position, and when nothing more can be read. */
  readonly onProgress: () => void;
}

const REQUEST_BYTES = 1 << 20;
const MOST_RECORDS = 8_192;

/** Sends a queue in order, one request at a time. */
export class Sender {
  /** When the oldest record was written that has been read and not delivered. */
  oldestMillis: number | undefined;
  private readonly options: SenderOptions;
  /** Requests belong to no turn of the bot, whoever wakes this. */
  private readonly outside = AsyncLocalStorage.snapshot();
  private readonly sleeper = new Sleeper();
  private readonly buffer = new EncodeBuffer(0);
  private running: Promise<void> | undefined;
  private wanted = false;
  private stopped = false;
  private hurried = false;
  /** The server has said how long to wait. */
  private toldToWait = false;
  private failures = 0;
  private recordLimit = MOST_RECORDS;

  constructor(options: SenderOptions) {
    this.options = options;
  }

  /** Says that there may be something to send. */
  wake(): void {
    this.wanted = true;
    if (!this.stopped) this.running ??= this.outside(() => this.run());
  }

  /**
   * Goes on at once where it waits for a better moment, unless the server has named one, and without pauses until
   * everything is sent.
   */
  hurry(): void {
    this.hurried = true;
    if (!this.toldToWait) this.sleeper.wake();
    this.wake();
  }

  /** Resolves when everything written so far is delivered, or after {@link stop}. */
  async drained(): Promise<void> {
    this.wake();
    await this.running;
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.sleeper.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.wanted && !this.stopped) {
      this.wanted = false;
      await this.drain();
    }
    this.running = undefined;
  }

  private async drain(): Promise<void> {
    while (!this.stopped) {
      const startedAt = performance.now();
      try {
        const batch = await this.options.reader.readBatch({ sizeBytes: REQUEST_BYTES, records: this.recordLimit });
        if (batch === undefined) return this.rest();
        this.oldestMillis = batch.oldestMillis;
        await this.deliver(batch, startedAt);
      } catch (error) {
        await this.backOff((error as Error).message, {});
      }
    }
  }

  private rest(): void {
    this.hurried = false;
    this.options.onProgress();
  }

  private async deliver(batch: Batch, startedAt: number): Promise<void> {
    const request = encodeLogsRequest(batch.envelope, batch.parts, this.buffer);
    const outcome = await this.options.send(request);
    if (outcome.kind === 'retryable') {
      await this.backOff(outcome.reason, outcome);
      return;
    }
    this.failures = 0;
    if (outcome.kind === 'rejected') {
      this.options.counters.lastError = outcome.reason;
      if (batch.count > 1) this.recordLimit = Math.floor(batch.count / 2);
      else await this.condemn(batch, request, outcome.reason);
      return;
    }
    await this.forget(batch, 'delivered');
    this.options.onProgress();
    const isPaced = request.length < REQUEST_BYTES && !this.hurried;
    if (isPaced) await this.sleeper.sleep(this.options.paceMillis - (performance.now() - startedAt));
  }

  private async condemn(batch: Batch, request: Uint8Array, reason: string): Promise<void> {
    const path = await this.options.quarantine.keep(request, reason);
    await this.forget(batch, 'quarantined');
    this.options.onProgress();
    this.options.onQuarantined(reason, path);
  }

  private forget(batch: Batch, countedAs: 'delivered' | 'quarantined'): Promise<void> {
    this.recordLimit = Math.min(MOST_RECORDS, this.recordLimit * 2);
    this.oldestMillis = undefined;
    return this.options.reader.advance(batch, () => (this.options.counters[countedAs] += batch.count));
  }

  private async backOff(reason: string, cause: BackOffCause): Promise<void> {
    this.failures++;
    this.options.counters.lastError = reason;
    if (this.stopped) return;
    this.toldToWait = cause.retryAfterMillis !== undefined;
    await this.sleeper.sleep(toBackOffMillis(this.failures, cause));
    this.toldToWait = false;
  }
}
