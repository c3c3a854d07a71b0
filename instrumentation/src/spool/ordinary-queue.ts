import { setTimeout as delay } from 'node:timers/promises';
import { EncodeBuffer, encodeLogRecord, type EncodableLogRecord, type LogsEnvelope } from '@botscope/otlp';
import type { QueueCounters } from './queue-counters.ts';
import type { QueueReader } from './queue-reader.ts';
import type { Append, QueueWriter } from './queue-writer.ts';
import { WaitingRecords } from './waiting-records.ts';

/** How ordinary records are kept. */
export interface OrdinaryQueueOptions<Ordinary> {
  readonly writer: QueueWriter;
  readonly reader: QueueReader;
  readonly counters: QueueCounters;
  /** Disk space; beyond it the oldest records are dropped. */
  readonly quotaBytes: number;
  /** How long a record may wait in memory. */
  readonly writeWithinMillis: number;
  /** Memory for records while the disk takes none. */
  readonly memoryBytes: number;
  /** Makes a record ready to be written: it is asked later than the caller, and may throw. */
  readonly toEncodable: (record: Ordinary) => EncodableLogRecord;
}

/** Encoded records that wait to be written together. */
interface Chunk {
  readonly envelope: LogsEnvelope;
  readonly buffer: EncodeBuffer;
  count: number;
}

const USUAL_CHUNK_BYTES = 1 << 18;
const LARGEST_CHUNK_BYTES = 1 << 20;
const RETRY_MILLIS = 1_000;
const FLUSH_AGAIN_MILLIS = 100;
/** So many are encoded in one turn of the event loop, none of them within a caller. */
const ENCODED_AT_ONCE = 32;
/** Beyond this every caller encodes two, so that a loop which never pauses cannot fill the memory. */
const MOST_WAITING_LENGTH = 1 << 20;

/** Records that may be lost with the process within a few milliseconds, but block nobody. */
export class OrdinaryQueue<Ordinary> {
  private readonly options: OrdinaryQueueOptions<Ordinary>;
  private readonly waiting = new WaitingRecords<Ordinary>();
  private encoding: NodeJS.Immediate | undefined;
  private readonly chunks: Chunk[] = [];
  private spare: EncodeBuffer | undefined;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;
  private inFlight: Chunk | undefined;
  /** Where the last record went. */
  private current: Chunk | undefined;
  private taken = 0;
  private written = 0;
  private closed = false;

  constructor(options: OrdinaryQueueOptions<Ordinary>) {
    this.options = options;
  }

  /** Records in memory. */
  get pending(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.count, this.waiting.count);
  }

  /**
   * Takes a record. Never throws: what cannot be kept is counted.
   *
   * @see RecordPipeline.emit
   */
  emit(envelope: LogsEnvelope, record: Ordinary, length?: number): void {
    const { counters } = this.options;
    counters.emitted++;
    if (this.closed) return counters.drop(1, 'shutdown');
    this.waiting.add(envelope, record, length ?? 0);
    if (length === undefined) this.encodeWaiting(Infinity);
    else if (this.waiting.length > MOST_WAITING_LENGTH) this.encodeWaiting(2);
    else if (this.waiting.count >= ENCODED_AT_ONCE) this.encodeSoon();
    this.schedule(this.options.writeWithinMillis);
  }

  /** Resolves when everything taken so far has been written, or the disk has refused it for now. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.encodeWaiting(Infinity);
    await this.writing;
    this.startWriting();
    await this.writing;
  }

  /** Resolves when everything taken so far has been written, however long the disk refuses it. */
  async allWritten(): Promise<void> {
    this.encodeWaiting(Infinity);
    const target = this.taken;
    for (await this.flush(); this.written < target; await this.flush()) {
      await delay(FLUSH_AGAIN_MILLIS, undefined, { ref: false });
    }
  }

  /** Takes no more records. */
  close(): void {
    this.closed = true;
  }

  /** Gives up what could not be written. */
  abandon(): void {
    clearTimeout(this.timer);
    this.options.counters.drop(this.pending, 'shutdown');
    this.waiting.clear();
    this.chunks.length = 0;
    this.current = undefined;
  }

  /** Writes what is in memory at once, also what is being written just now: readers recognise a record twice. */
  writeAtExit(): void {
    this.closed = true;
    this.encodeWaiting(Infinity);
    this.current = undefined;
    const appends = this.chunks
      .splice(0)
      .filter((chunk) => chunk.count > 0)
      .map(toAppend);
    if (appends.length > 0) this.options.writer.appendAtExit(appends);
  }

  private encodeSoon(): void {
    this.encoding ??= setImmediate(() => {
      this.encoding = undefined;
      this.encodeWaiting(ENCODED_AT_ONCE);
      if (this.waiting.count >= ENCODED_AT_ONCE) this.encodeSoon();
    });
  }

  /** Encodes the oldest of those that wait. */
  private encodeWaiting(most: number): void {
    for (let i = 0; i < most; i++) {
      const next = this.waiting.take();
      if (next === undefined) return;
      const chunk = this.chunkFor(next.envelope);
      if (chunk === undefined) this.options.counters.drop(1, 'memory');
      else this.encode(chunk, next.record);
    }
  }

  private encode(chunk: Chunk, record: Ordinary): void {
    const before = chunk.buffer.position;
    try {
      encodeLogRecord(chunk.buffer, this.options.toEncodable(record));
      chunk.count++;
      this.taken++;
    } catch {
      chunk.buffer.position = before;
      this.options.counters.drop(1, 'encoding');
    }
    if (chunk.buffer.position >= LARGEST_CHUNK_BYTES) this.startWriting();
  }

  private startWriting(): void {
    this.writing ??= this.writeAll().finally(() => (this.writing = undefined));
  }

  private schedule(millis: number): void {
    this.timer ??= setTimeout(() => void this.flush(), millis).unref();
  }

  private chunkFor(envelope: LogsEnvelope): Chunk | undefined {
    const { current } = this;
    if (current?.envelope === envelope && this.hasRoom(current)) return current;
    const other = this.chunks.find((chunk) => chunk.envelope === envelope && this.hasRoom(chunk));
    this.current = other ?? this.addChunk(envelope);
    return this.current;
  }

  private hasRoom(chunk: Chunk): boolean {
    return chunk !== this.inFlight && chunk.buffer.position < LARGEST_CHUNK_BYTES;
  }

  private addChunk(envelope: LogsEnvelope): Chunk | undefined {
    const usedBytes = this.chunks.reduce((sum, chunk) => sum + chunk.buffer.bytes.length, 0);
    if (usedBytes > this.options.memoryBytes) return undefined;
    const buffer = this.spare ?? new EncodeBuffer(USUAL_CHUNK_BYTES);
    this.spare = undefined;
    this.chunks.push({ envelope, buffer, count: 0 });
    return this.chunks.at(-1);
  }

  private async writeAll(): Promise<void> {
    for (let chunk = this.chunks[0]; chunk !== undefined; chunk = this.chunks[0]) {
      this.inFlight = chunk;
      const written = await this.write(chunk);
      this.inFlight = undefined;
      if (!written) return this.schedule(RETRY_MILLIS);
      this.recycle(chunk.buffer);
      await this.options.reader.dropOldest(this.options.quotaBytes);
    }
  }

  private async write(chunk: Chunk): Promise<boolean> {
    const { writer, counters } = this.options;
    try {
      if (chunk.count === 0) this.forget(chunk);
      else await writer.append(toAppend(chunk), () => this.forget(chunk));
      return true;
    } catch (error) {
      counters.lastError = (error as Error).message;
      return false;
    }
  }

  /** From now on its records count as those on disk. */
  private forget(chunk: Chunk): void {
    this.chunks.shift();
    if (this.current === chunk) this.current = undefined;
    this.written += chunk.count;
  }

  private recycle(buffer: EncodeBuffer): void {
    if (buffer.bytes.length > LARGEST_CHUNK_BYTES * 2) return;
    buffer.position = 0;
    this.spare = buffer;
  }
}

function toAppend({ envelope, buffer, count }: Chunk): Append {
  return { envelope, payload: buffer.view(), count, ownerState: '' };
}
