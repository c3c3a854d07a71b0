import { open, type FileHandle } from 'node:fs/promises';
import { splitLogRecords, type LogsEnvelope } from '@botscope/otlp';
import type { Block } from './block.ts';
import { BlockWindow } from './block-window.ts';
import type { QueuePosition } from './queue-position.ts';
import { parseSegmentHeader } from './segment-header.ts';
import type { Segment } from './segment.ts';

/** How much one request may carry; at least one record always fits. */
export interface BatchLimits {
  readonly sizeBytes: number;
  readonly records: number;
}

/** Records that can be sent in one request. */
export interface Batch {
  readonly envelope: LogsEnvelope;
  /** Encoded records, joined in any number. */
  readonly parts: readonly Uint8Array[];
  readonly count: number;
  /** When the first of them was written. */
  readonly oldestMillis: number;
  /** Position after them. */
  readonly end: QueuePosition;
}

const WINDOW_BYTES = 1 << 20;

/** Reads one segment file, which may still grow. */
export class SegmentReader {
  readonly segment: Segment;
  private readonly handle: FileHandle;
  private readonly window: BlockWindow;
  private header: { readonly offset: number; readonly envelope: LogsEnvelope } | undefined;

  private constructor(segment: Segment, handle: FileHandle) {
    this.segment = segment;
    this.handle = handle;
    this.window = new BlockWindow(handle, WINDOW_BYTES);
  }

  /** Rejects with the file system's error. */
  static async open(segment: Segment): Promise<SegmentReader> {
    return new SegmentReader(segment, await open(segment.path, 'r'));
  }

  /** Records from a position on, all under one header; undefined when nothing whole stands there. */
  async readBatch(position: QueuePosition, limits: BatchLimits): Promise<Batch | undefined> {
    const start = await this.skipHeaders(position);
    const envelope = await this.readEnvelope(start.headerOffset);
    const first = await this.window.blockAt(start.offset, this.segment.sizeBytes);
    if (envelope === undefined || first === undefined) return undefined;
    const parts: Uint8Array[] = [];
    let end = start;
    let sizeBytes = 0;
    // What is in memory only: reading more would overwrite it.
    for (let block: Block | undefined = first; block !== undefined && block.count > 0;) {
      const taken = take(block, end, limits.records - (end.index - start.index));
      parts.push(taken.payload);
      sizeBytes += taken.payload.length;
      end = taken.end;
      const isFull = sizeBytes >= limits.sizeBytes || end.index - start.index >= limits.records;
      block = isFull ? undefined : this.window.knownBlockAt(end.offset, this.segment.sizeBytes);
    }
    return { envelope, parts, count: end.index - start.index, oldestMillis: first.writtenAtMillis, end };
  }

  private async skipHeaders(position: QueuePosition): Promise<QueuePosition> {
    let at = position;
    for (;;) {
      const block = await this.window.blockAt(at.offset, this.segment.sizeBytes);
      if (block === undefined || block.count > 0) return at;
      at = { ...at, offset: at.offset + block.sizeBytes, headerOffset: at.offset };
    }
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  private async readEnvelope(offset: number): Promise<LogsEnvelope | undefined> {
    if (this.header?.offset !== offset) {
      const block = await this.window.blockAt(offset, this.segment.sizeBytes);
      this.header = block && { offset, envelope: parseSegmentHeader(block.state).envelope };
    }
    return this.header?.envelope;
  }
}

/** What a batch gets of a block with records, and the position after that. */
function take(
  block: Block,
  at: QueuePosition,
  limit: number,
): { readonly payload: Uint8Array; readonly end: QueuePosition } {
  const offset = at.offset + block.sizeBytes;
  const left = block.count - at.skip;
  if (at.skip === 0 && left <= limit) {
    return { payload: block.payload, end: { ...at, offset, index: at.index + left } };
  }
  const count = Math.min(left, limit);
  const records = splitLogRecords(block.payload).slice(at.skip, at.skip + count);
  const rest = count < left ? { offset: at.offset, skip: at.skip + count } : { offset, skip: 0 };
  return { payload: Buffer.concat(records), end: { ...at, ...rest, index: at.index + count } };
}
