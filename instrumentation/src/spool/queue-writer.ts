import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import type { LogsEnvelope } from '@botscope/otlp';
import { encodeBlock } from './block.ts';
import type { QueueFiles } from './queue-files.ts';
import { encodeSegmentHeader } from './segment-header.ts';
import { toSegmentPath, type Segment } from './segment.ts';
import { syncAncestors, syncDirectory } from './sync-directory.ts';
import { writeFully } from './write-fully.ts';

/** Records to be appended together: after a crash all of them are there, or none. */
export interface Append {
  readonly envelope: LogsEnvelope;
  /** Encoded records, joined. */
  readonly payload: Uint8Array;
  readonly count: number;
  /** State of the queue's owner after these records; empty where it has none. */
  readonly ownerState: string;
}

/** How a queue is written. */
export interface QueueWriterOptions {
  /** A file that has reached this size is followed by another. */
  readonly segmentBytes: number;
  /** Whether `append` waits until the disk has the bytes. */
  readonly sync: boolean;
  readonly nowMillis: () => number;
}

/** Appends to a queue's files; one call at a time. */
export class QueueWriter {
  private readonly files: QueueFiles;
  private readonly options: QueueWriterOptions;
  private file: { readonly handle: FileHandle; readonly segment: Segment; envelope: LogsEnvelope } | undefined;
  /** Repeated by the header of a new segment, since older ones are deleted. */
  private ownerState: string;
  /** Whether the directories above the files are known to survive a power cut. */
  private isRooted = false;

  constructor(files: QueueFiles, ownerState: string, options: QueueWriterOptions) {
    this.files = files;
    this.ownerState = ownerState;
    this.options = options;
  }

  /**
   * Writes a block. After a rejection the next append takes the failed one's place, in the file or in the count of
   * records, so a reader never meets both. `onWritten` is called at the moment from which a reader finds the records.
   */
  async append(append: Append, onWritten: () => void = () => {}): Promise<void> {
    const file = await this.openFile(append.envelope);
    const { handle, segment } = file;
    const header = file.envelope === append.envelope ? [] : [this.toHeader(append.envelope)];
    const parts = [...header, ...this.toBlock(append)];
    let isWritten = false;
    try {
      await writeFully(handle, parts, segment.sizeBytes);
      isWritten = true;
      if (this.options.sync) await sync(handle);
    } catch (error) {
      await this.abandon(file, isWritten);
      throw error;
    }
    file.envelope = append.envelope;
    this.wrote(segment, append, parts);
    onWritten();
    this.files.onReadable();
  }

  /** Writes into a segment of its own without waiting for a running append: for the moment before the process ends. */
  appendAtExit(appends: readonly Append[]): void {
    const parts = appends.flatMap((append) => [this.toHeader(append.envelope), ...this.toBlock(append)]);
    mkdirSync(this.files.directory, { recursive: true });
    writeFileSync(toSegmentPath(this.files.directory, this.nextNumber() + 1), Buffer.concat(parts));
  }

  async close(): Promise<void> {
    const { file } = this;
    this.file = undefined;
    await file?.handle.close();
  }

  private async openFile(envelope: LogsEnvelope): Promise<NonNullable<QueueWriter['file']>> {
    if (this.file !== undefined && this.file.segment.sizeBytes < this.options.segmentBytes) return this.file;
    await this.close();
    await this.makeDirectory();
    const number = this.nextNumber();
    const segment: Segment = {
      number,
      path: toSegmentPath(this.files.directory, number),
      firstIndex: this.files.nextIndex,
      sizeBytes: 0,
    };
    const handle = await open(segment.path, 'w');
    const header = this.toHeader(envelope);
    try {
      await writeFully(handle, [header], 0);
      if (this.options.sync) await syncDirectory(this.files.directory);
    } catch (error) {
      await handle.close();
      throw error;
    }
    segment.sizeBytes = header.length;
    this.files.segments.push(segment);
    this.file = { handle, segment, envelope };
    return this.file;
  }

  private async makeDirectory(): Promise<void> {
    const made = await mkdir(this.files.directory, { recursive: true });
    if (made !== undefined) this.isRooted = false;
    if (this.isRooted || !this.options.sync) return;
    await syncAncestors(this.files.directory);
    this.isRooted = true;
  }

  private nextNumber(): number {
    return (this.files.segments.at(-1)?.number ?? 0) + 1;
  }

  private toHeader(envelope: LogsEnvelope): Uint8Array {
    const header = { firstIndex: this.files.nextIndex, envelope, ownerState: this.ownerState };
    return encodeSegmentHeader(header, this.options.nowMillis());
  }

  private toBlock(append: Append): readonly Uint8Array[] {
    return encodeBlock({ ...append, state: append.ownerState, writtenAtMillis: this.options.nowMillis() });
  }

  private wrote(segment: Segment, append: Append, parts: readonly Uint8Array[]): void {
    segment.sizeBytes += parts.reduce((sum, part) => sum + part.length, 0);
    this.files.nextIndex += append.count;
    this.ownerState = append.ownerState;
  }

  /**
   * Leaves no unfinished block behind, and nothing open that someone has deleted. After a failed sync nobody knows what
   * the disk has of a file, and a second one may succeed without having written anything: then another file follows.
   */
  private async abandon({ handle, segment }: NonNullable<QueueWriter['file']>, isSyncFailed: boolean): Promise<void> {
    const isUsable = await handle
      .truncate(segment.sizeBytes)
      .then(() => handle.stat())
      .then(({ nlink }) => nlink > 0)
      .catch(() => true);
    if (isSyncFailed || !isUsable) await this.close();
  }
}

async function sync(handle: FileHandle): Promise<void> {
  await handle.datasync();
  if ((await handle.stat()).nlink === 0) throw new Error('The spool file has been deleted.');
}
