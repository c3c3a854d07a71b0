import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import type { LogsEnvelope } from '@botscope/otlp';
import { encodeBlock } from './block.ts';
import type { QueueFiles } from './queue-files.ts';
import { encodeSegmentHeader } from './segment-header.ts';
import { toSegmentPath, type Segment } from './segment.ts';
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

  constructor(files: QueueFiles, ownerState: string, options: QueueWriterOptions) {
    this.files = files;
    this.ownerState = ownerState;
    this.options = options;
  }

  /**
   * Writes a block. After a rejection the next append takes the failed one's place in the file, so a reader never
   * meets both.
   */
  async append(append: Append): Promise<void> {
    const file = await this.openFile(append.envelope);
    const { handle, segment } = file;
    const header = file.envelope === append.envelope ? [] : [this.toHeader(append.envelope)];
    const parts = [...header, ...this.toBlock(append)];
    try {
      await writeFully(handle, parts, segment.sizeBytes);
      if (this.options.sync) await sync(handle);
    } catch (error) {
      await this.abandon(file);
      throw error;
    }
    file.envelope = append.envelope;
    this.wrote(segment, append, parts);
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
    await mkdir(this.files.directory, { recursive: true });
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
    this.files.onReadable();
  }

  /** Leaves no unfinished block behind, and nothing open that someone has deleted. */
  private async abandon(file: NonNullable<QueueWriter['file']>): Promise<void> {
    try {
      await file.handle.truncate(file.segment.sizeBytes);
      if ((await file.handle.stat()).nlink > 0) return;
    } catch {
      return;
    }
    await this.close();
  }
}

async function sync(handle: FileHandle): Promise<void> {
  await handle.datasync();
  if ((await handle.stat()).nlink === 0) throw new Error('The spool file has been deleted.');
}

/** A new file survives a power cut only when its directory does. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
