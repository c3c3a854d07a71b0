import type { LogsEnvelope } from '@botscope/otlp';

/** A record that waits to be encoded. */
export interface WaitingRecord<Ordinary> {
  readonly envelope: LogsEnvelope;
  readonly record: Ordinary;
  /** About what it takes in memory, in characters. */
  readonly length: number;
}

const MOST_TAKEN = 1_024;

/** Records in the order in which they came. */
export class WaitingRecords<Ordinary> {
  /** Characters of all of them. */
  length = 0;
  private readonly records: WaitingRecord<Ordinary>[] = [];
  private first = 0;

  get count(): number {
    return this.records.length - this.first;
  }

  add(envelope: LogsEnvelope, record: Ordinary, length: number): void {
    this.records.push({ envelope, record, length });
    this.length += length;
  }

  /** The oldest, which is removed. */
  take(): WaitingRecord<Ordinary> | undefined {
    const next = this.records[this.first++];
    if (next === undefined || this.first === this.records.length) this.clear();
    else this.length -= next.length;
    if (this.first === MOST_TAKEN) this.forgetTaken();
    return next;
  }

  clear(): void {
    this.records.length = this.first = this.length = 0;
  }

  private forgetTaken(): void {
    this.records.splice(0, this.first);
    this.first = 0;
  }
}
