import { join } from 'node:path';
import type { EncodableLogRecord, LogsEnvelope } from '@botscope/otlp';
import type { QueueStats } from '../api/stats.ts';
import { AuditQueue, type Seal } from './audit-queue.ts';
import { OrdinaryQueue } from './ordinary-queue.ts';
import { Orphans, QUEUE_DIRECTORIES } from './orphans.ts';
import { createOtlpTransport, type OtlpTransport, type OtlpTransportOptions } from './otlp-transport.ts';
import { Queue, type QueueOptions } from './queue.ts';
import { QueueCounters } from './queue-counters.ts';
import { takeSlot, type Slot } from './slot.ts';
import { withDeadline } from '../with-deadline.ts';

/** Which queue a record goes through. */
export type QueueName = keyof typeof QUEUE_DIRECTORIES;

/** How records are kept and sent. */
export interface RecordPipelineOptions<Draft, Receipt, Ordinary> {
  readonly spoolDirectory: string;
  readonly transport: OtlpTransportOptions;
  /** Disk space for ordinary records. */
  readonly quotaBytes: number;
  readonly seal: Seal<Draft, Receipt>;
  /** Makes an ordinary record ready to be written, outside the caller; it may throw. */
  readonly toEncodable: (record: Ordinary) => EncodableLogRecord;
  /** Makes unique names that sort by time. */
  readonly nextName: () => string;
  readonly nowMillis: () => number;
  /** Hears of a record that the Collector has refused for good. */
  readonly onQuarantined: (queue: QueueName, reason: string, path: string) => void;
}

const WRITE_WITHIN_MILLIS = 40;
const PACE_MILLIS = 250;
const MEMORY_BYTES = 48 << 20;
const LARGEST_SEGMENT_BYTES = 4 << 20;
const SEGMENTS_PER_QUOTA = 8;
/** What a disk that works needs to take the last records. */
const WRITE_MILLIS = 2_000;
const ORPHANS_EVERY_MILLIS = 300_000;
const QUARANTINE_EVERY_MILLIS = 3_600_000;

/** The way of all records: encoded at once, kept on disk, sent until the Collector has them. */
export class RecordPipeline<Draft, Receipt, Ordinary = EncodableLogRecord> {
  /** The slot's number and directory. */
  readonly slot: Slot;
  private readonly options: RecordPipelineOptions<Draft, Receipt, Ordinary>;
  private readonly transport: OtlpTransport;
  private readonly counters = { ordinary: new QueueCounters(), audit: new QueueCounters() };
  private readonly queues: { readonly ordinary: Queue; readonly audit: Queue };
  private readonly ordinary: OrdinaryQueue<Ordinary>;
  private readonly audit: AuditQueue<Draft, Receipt>;
  private readonly orphans: Orphans;
  private readonly timers: readonly NodeJS.Timeout[];
  private closed = false;

  /** Takes a slot and starts to send what it holds. Throws the file system's error. */
  constructor(options: RecordPipelineOptions<Draft, Receipt, Ordinary>) {
    this.options = options;
    this.transport = createOtlpTransport(options.transport);
    this.slot = takeSlot(options.spoolDirectory);
    this.queues = { ordinary: this.openQueue('ordinary'), audit: this.openQueue('audit') };
    const { ordinary, audit } = this.queues;
    this.ordinary = new OrdinaryQueue({
      writer: ordinary.writer,
      reader: ordinary.reader,
      counters: this.counters.ordinary,
      quotaBytes: options.quotaBytes,
      writeWithinMillis: WRITE_WITHIN_MILLIS,
      memoryBytes: MEMORY_BYTES,
      toEncodable: options.toEncodable,
    });
    this.audit = new AuditQueue({
      writer: audit.writer,
      counters: this.counters.audit,
      state: audit.ownerState,
      seal: options.seal,
    });
    this.orphans = new Orphans({
      ...this.queueOptions('ordinary'),
      spoolDirectory: options.spoolDirectory,
      counters: this.counters,
    });
    this.timers = [
      setInterval(() => this.adoptOrphans(), ORPHANS_EVERY_MILLIS).unref(),
      setInterval(() => void this.retryQuarantine(), QUARANTINE_EVERY_MILLIS).unref(),
    ];
    ordinary.sender.wake();
    audit.sender.wake();
    this.adoptOrphans();
  }

  /**
   * Takes an ordinary record, which must not change any more; never throws. `length` is about what it takes in memory,
   * in characters; one without a length is encoded at once, so it may change afterwards.
   */
  emit(envelope: LogsEnvelope, record: Ordinary, length?: number): void {
    this.ordinary.emit(envelope, record, length);
  }

  /** Resolves when the record is on this disk. */
  append(envelope: LogsEnvelope, draft: Draft): Promise<Receipt> {
    if (this.closed) return Promise.reject(new Error('The record pipeline has been shut down.'));
    return this.audit.append(envelope, draft);
  }

  /** Whether everything taken so far was delivered (or put into quarantine) in time. */
  flush(timeoutMillis: number): Promise<boolean> {
    return withDeadline(this.deliverAll(), timeoutMillis);
  }

  /** Takes no more records, tries to deliver until the time is over, and lets go of the slot. */
  async shutdown(timeoutMillis: number): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    for (const timer of this.timers) clearInterval(timer);
    this.ordinary.close();
    await withDeadline(
      Promise.all([this.ordinary.flush(), this.audit.settle()]),
      Math.max(timeoutMillis, WRITE_MILLIS),
    );
    await withDeadline(this.deliverAll(), timeoutMillis);
    this.ordinary.abandon();
    this.transport.close();
    await Promise.all([this.queues.ordinary.close(), this.queues.audit.close(), this.orphans.close()]);
    this.slot.lock.release();
  }

  /** Writes what is still in memory, for the moment before the process ends. */
  writeAtExit(): void {
    if (!this.closed) this.ordinary.writeAtExit();
  }

  /** Counters of a queue, adopted slots included. */
  stats(name: QueueName): QueueStats {
    const { emitted, recovered, delivered, quarantined, dropped, lastError } = this.counters[name];
    const queue = this.queues[name];
    const inMemory = name === 'ordinary' ? this.ordinary.pending : 0;
    const spooled = queue.unsent + inMemory + this.orphans.unsent[name];
    const oldestMillis = queue.sender.oldestMillis;
    const lagMillis =
      spooled > 0 && oldestMillis !== undefined ? Math.max(0, this.options.nowMillis() - oldestMillis) : 0;
    const error = lastError === undefined ? {} : { lastError };
    return { emitted, recovered, delivered, spooled, quarantined, dropped: { ...dropped }, lagMillis, ...error };
  }

  private async deliverAll(): Promise<void> {
    await this.ordinary.allWritten();
    await this.audit.settle();
    const { ordinary, audit } = this.queues;
    await Promise.all([ordinary.delivered(), audit.delivered(), this.orphans.delivered()]);
  }

  private openQueue(name: QueueName): Queue {
    const directory = join(this.slot.directory, QUEUE_DIRECTORIES[name]);
    return new Queue(directory, name === 'audit', this.counters[name], this.queueOptions(name));
  }

  private queueOptions(name: QueueName): QueueOptions {
    const { quotaBytes, nextName, nowMillis, onQuarantined } = this.options;
    return {
      send: this.transport.send,
      segmentBytes: Math.min(LARGEST_SEGMENT_BYTES, Math.ceil(quotaBytes / SEGMENTS_PER_QUOTA)),
      paceMillis: PACE_MILLIS,
      nowMillis,
      nextName,
      onQuarantined: (reason, path) => onQuarantined(name, reason, path),
    };
  }

  /** What fails now is tried again an hour later. */
  private async retryQuarantine(): Promise<void> {
    try {
      await this.queues.audit.quarantine.retry(this.transport.send);
    } catch (error) {
      this.counters.audit.lastError = (error as Error).message;
    }
  }

  /** Another process may start or end while this looks; what fails now is tried again later. */
  private adoptOrphans(): void {
    try {
      this.orphans.adopt(this.slot.number);
    } catch (error) {
      this.counters.ordinary.lastError = (error as Error).message;
    }
  }
}
