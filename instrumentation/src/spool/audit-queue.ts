import { EncodeBuffer, encodeLogRecord, type EncodableLogRecord, type LogsEnvelope } from '@botscope/otlp';
import type { QueueCounters } from './queue-counters.ts';
import type { QueueWriter } from './queue-writer.ts';

/** A record with its place in the chain, and the chain after it. */
export interface SealedRecord<Receipt> {
  readonly record: EncodableLogRecord;
  readonly receipt: Receipt;
  /** State of the chain after this record, JSON text. */
  readonly state: string;
}

/** Gives a draft the next place in the chain that ends with `state` (empty: a new chain). */
export type Seal<Draft, Receipt> = (draft: Draft, state: string) => SealedRecord<Receipt>;

/** How audit records are kept. */
export interface AuditQueueOptions<Draft, Receipt> {
  readonly writer: QueueWriter;
  readonly counters: QueueCounters;
  /** State after the last record on disk; empty for a new queue. */
  readonly state: string;
  readonly seal: Seal<Draft, Receipt>;
}

interface Waiting<Draft, Receipt> {
  readonly envelope: LogsEnvelope;
  readonly draft: Draft;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: unknown) => void;
}

const LARGEST_GROUP_BYTES = 1 << 22;

/** Records that are acknowledged when the disk has them. Those that come while it writes share the next write. */
export class AuditQueue<Draft, Receipt> {
  private readonly options: AuditQueueOptions<Draft, Receipt>;
  private readonly waiting: Waiting<Draft, Receipt>[] = [];
  private state: string;
  private writing: Promise<void> | undefined;

  constructor(options: AuditQueueOptions<Draft, Receipt>) {
    this.options = options;
    this.state = options.state;
  }

  /** Records not yet acknowledged. */
  get pending(): number {
    return this.waiting.length;
  }

  /** Resolves when the record is on this disk; rejects when it is not and never will be sent. */
  append(envelope: LogsEnvelope, draft: Draft): Promise<Receipt> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ envelope, draft, resolve, reject });
      this.writing ??= this.writeAll();
    });
  }

  /** Resolves when nothing waits. */
  async settle(): Promise<void> {
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    await Promise.resolve();
    while (this.waiting.length > 0) await this.writeGroup();
    this.writing = undefined;
  }

  /** A group that fails leaves the chain where it was. */
  private async writeGroup(): Promise<void> {
    const envelope = (this.waiting[0] as Waiting<Draft, Receipt>).envelope;
    const buffer = new EncodeBuffer();
    const group: { readonly waiting: Waiting<Draft, Receipt>; readonly receipt: Receipt }[] = [];
    let state = this.state;
    while (this.waiting[0]?.envelope === envelope && buffer.position < LARGEST_GROUP_BYTES) {
      const waiting = this.waiting.shift() as Waiting<Draft, Receipt>;
      const sealed = this.seal(buffer, waiting, state);
      if (sealed === undefined) continue;
      group.push({ waiting, receipt: sealed.receipt });
      state = sealed.state;
    }
    if (group.length === 0) return;
    try {
      const append = { envelope, payload: buffer.view(), count: group.length, ownerState: state };
      await this.options.writer.append(append, () => (this.options.counters.emitted += group.length));
    } catch (error) {
      this.options.counters.lastError = (error as Error).message;
      for (const { waiting } of group) waiting.reject(error);
      return;
    }
    this.state = state;
    for (const { waiting, receipt } of group) waiting.resolve(receipt);
  }

  private seal(
    buffer: EncodeBuffer,
    waiting: Waiting<Draft, Receipt>,
    state: string,
  ): SealedRecord<Receipt> | undefined {
    const before = buffer.position;
    try {
      const sealed = this.options.seal(waiting.draft, state);
      encodeLogRecord(buffer, sealed.record);
      return sealed;
    } catch (error) {
      buffer.position = before;
      waiting.reject(error);
      return undefined;
    }
  }
}
