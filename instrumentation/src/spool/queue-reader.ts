import { unlink } from 'node:fs/promises';
import type { PositionFile } from './position-file.ts';
import type { QueueFiles } from './queue-files.ts';
import type { QueuePosition } from './queue-position.ts';
import { SegmentReader, type Batch, type BatchLimits } from './segment-reader.ts';
import type { Segment } from './segment.ts';

const START: QueuePosition = { segment: 0, offset: 0, skip: 0, headerOffset: 0, index: 0 };

/** Reads a queue's files in order and forgets what has been delivered. */
export class QueueReader {
  private readonly files: QueueFiles;
  private readonly positionFile: PositionFile;
  private readonly onLost: (count: number, reason: string) => void;
  private readonly onFault: (error: Error) => void;
  private file: SegmentReader | undefined;
  private position: QueuePosition;

  /**
   * `onLost` hears of records that were on disk and cannot be read, or were dropped for the quota; `onFault` of what the
   * disk refuses and no record is lost by.
   */
  constructor(
    files: QueueFiles,
    positionFile: PositionFile,
    onLost: (count: number, reason: string) => void,
    onFault: (error: Error) => void = () => {},
  ) {
    this.files = files;
    this.positionFile = positionFile;
    this.onLost = onLost;
    this.onFault = onFault;
    this.position = limitPosition(positionFile.read() ?? START, files);
  }

  /** Number of the next record to be delivered. */
  get index(): number {
    return this.position.index;
  }

  /** The next records, or undefined when everything written has been delivered. */
  async readBatch(limits: BatchLimits): Promise<Batch | undefined> {
    for (;;) {
      const segment = this.files.segments.find((candidate) => candidate.number >= this.position.segment);
      if (segment === undefined) return undefined;
      if (segment.number > this.position.segment) this.enter(segment);
      const seenBytes = segment.sizeBytes;
      const { position } = this;
      const batch = await this.readFrom(segment, position, limits);
      // What was read has been dropped for the quota meanwhile.
      if (this.position !== position) continue;
      if (batch !== undefined) return batch;
      if (segment.sizeBytes === seenBytes && !this.leave(segment)) return undefined;
    }
  }

  /**
   * Forgets a batch, and says so at the moment from which its records do not count as waiting; not when they were dropped
   * for the quota meanwhile, and are counted so. Never rejects.
   */
  async advance(batch: Batch, onForgotten: () => void = () => {}): Promise<void> {
    if (batch.end.segment < this.position.segment) return;
    this.position = batch.end;
    onForgotten();
    // A disk that takes no position costs a second sending after a restart; it must not cost the count.
    await this.positionFile.write(this.position).catch(this.onFault);
    await this.deleteDelivered();
  }

  /** Deletes oldest files until the queue takes no more than so many bytes; the file written to stays. */
  async dropOldest(quotaBytes: number): Promise<void> {
    while (this.files.sizeBytes > quotaBytes) {
      const [oldest, next] = this.files.segments;
      if (oldest === undefined || next === undefined) return;
      const lost = next.firstIndex - Math.max(this.position.index, oldest.firstIndex);
      if (lost > 0) this.onLost(lost, 'quota');
      if (this.position.segment <= oldest.number) this.position = startOf(next);
      await this.delete(oldest);
    }
  }

  async close(): Promise<void> {
    await this.file?.close();
    this.file = undefined;
    await this.positionFile.close();
  }

  private enter(segment: Segment): void {
    const lost = segment.firstIndex - this.position.index;
    if (lost > 0) this.onLost(lost, 'corrupt');
    this.position = startOf(segment);
  }

  /** Undefined when nothing more can be read from this segment. */
  private async readFrom(segment: Segment, position: QueuePosition, limits: BatchLimits): Promise<Batch | undefined> {
    if (position.offset >= segment.sizeBytes) return undefined;
    const next = this.files.segments.find((candidate) => candidate.number > segment.number);
    // What stands beyond was written, but not acknowledged, and then written again.
    const records = Math.min(limits.records, (next?.firstIndex ?? Infinity) - position.index);
    if (records <= 0) return undefined;
    const file = await this.openFile(segment);
    return file?.readBatch(position, { ...limits, records });
  }

  private async openFile(segment: Segment): Promise<SegmentReader | undefined> {
    if (this.file?.segment === segment) return this.file;
    await this.file?.close();
    this.file = undefined;
    try {
      this.file = await SegmentReader.open(segment);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    return this.file;
  }

  /** Goes on to the next segment; false when there is none. */
  private leave(segment: Segment): boolean {
    const next = this.files.segments.find((candidate) => candidate.number > segment.number);
    if (next === undefined) this.reachEnd(segment);
    else this.enter(next);
    return next !== undefined;
  }

  /** Everything readable is read; what should have been there and was not is lost. */
  private reachEnd(segment: Segment): void {
    const lost = this.files.nextIndex - this.position.index;
    if (lost > 0) this.onLost(lost, 'corrupt');
    this.position = { ...this.position, offset: segment.sizeBytes, skip: 0, index: this.files.nextIndex };
  }

  private async deleteDelivered(): Promise<void> {
    const delivered = this.files.segments.filter((segment) => segment.number < this.position.segment);
    for (const segment of delivered) await this.delete(segment);
  }

  private async delete(segment: Segment): Promise<void> {
    const place = this.files.segments.indexOf(segment);
    if (place === -1) return;
    this.files.segments.splice(place, 1);
    try {
      await unlink(segment.path);
    } catch (error) {
      // The next start finds it again.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.onFault(error as Error);
    }
  }
}

/** A position within what is on disk: a power cut may leave a newer position than records, and the other way round. */
function limitPosition(position: QueuePosition, { segments, nextIndex }: QueueFiles): QueuePosition {
  const [first, last] = [segments[0], segments.at(-1)];
  if (first === undefined || last === undefined) return { ...START, index: nextIndex };
  if (position.segment < first.number) return startOf(first);
  const isBeyond =
    position.segment > last.number || (position.segment === last.number && position.offset > last.sizeBytes);
  return isBeyond ? { ...startOf(last), offset: last.sizeBytes, index: nextIndex } : position;
}

function startOf(segment: Segment): QueuePosition {
  return { ...START, segment: segment.number, index: segment.firstIndex };
}
