import { existsSync, readdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { readBlocks } from './block.ts';
import { readFirstHeader } from './read-first-header.ts';
import { parseSegmentHeader, type SegmentHeader } from './segment-header.ts';
import { toSegmentNumbers, toSegmentPath, type Segment } from './segment.ts';

/** What a queue's directory holds at the start. */
export interface RecoveredQueue {
  /** Ascending; empty for a new queue. */
  readonly segments: readonly Segment[];
  /** Number of the next record. */
  readonly nextIndex: number;
  /** State of the queue's owner after the last whole block; undefined for a new queue. */
  readonly ownerState: string | undefined;
  /** Bytes that were cut off the end because their write was never finished. */
  readonly tornBytes: number;
}

const NOTHING: RecoveredQueue = { segments: [], nextIndex: 0, ownerState: undefined, tornBytes: 0 };

/**
 * Looks at a queue's files. An unfinished write at the very end is cut off; the bytes are kept in `<file>.torn`,
 * since on a damaged disk they may hold more than an unfinished write.
 */
export function recoverSegments(directory: string): RecoveredQueue {
  if (!existsSync(directory)) return NOTHING;
  const numbers = toSegmentNumbers(readdirSync(directory));
  while (numbers.length > 0) {
    const last = recoverLastSegment(toSegmentPath(directory, numbers.at(-1) as number));
    if (last !== undefined) return collect(directory, numbers, last);
    const path = toSegmentPath(directory, numbers.pop() as number);
    renameSync(path, `${path}.torn`);
  }
  return NOTHING;
}

interface LastSegment {
  readonly header: SegmentHeader;
  readonly count: number;
  readonly ownerState: string;
  readonly endOffset: number;
  readonly tornBytes: number;
}

/** Undefined when not even the header was finished: then nothing in the file was ever acknowledged. */
function recoverLastSegment(path: string): LastSegment | undefined {
  const bytes = readFileSync(path);
  const { blocks, endOffset } = readBlocks(bytes);
  if (blocks[0] === undefined) return undefined;
  const header = parseSegmentHeader(blocks[0].state);
  const tornBytes = bytes.length - endOffset;
  if (tornBytes > 0) cutTail(path, bytes.subarray(endOffset), endOffset);
  const lastRecords = blocks.findLast((block) => block.count > 0);
  return {
    header,
    count: blocks.reduce((sum, block) => sum + block.count, 0),
    ownerState: lastRecords?.state ?? header.ownerState,
    endOffset,
    tornBytes,
  };
}

/** A full disk may refuse it; nothing reads beyond the end offset anyway. */
function cutTail(path: string, tail: Uint8Array, endOffset: number): void {
  try {
    writeFileSync(`${path}.torn`, tail);
    truncateSync(path, endOffset);
  } catch {
    return;
  }
}

function collect(directory: string, numbers: readonly number[], last: LastSegment): RecoveredQueue {
  const segments: Segment[] = [];
  for (const number of numbers.slice(0, -1)) {
    const path = toSegmentPath(directory, number);
    const header = readFirstHeader(path);
    if (header !== undefined)
      segments.push({ number, path, firstIndex: header.firstIndex, sizeBytes: header.fileBytes });
  }
  const number = numbers.at(-1) as number;
  const path = toSegmentPath(directory, number);
  segments.push({ number, path, firstIndex: last.header.firstIndex, sizeBytes: last.endOffset });
  return {
    segments,
    nextIndex: last.header.firstIndex + last.count,
    ownerState: last.ownerState,
    tornBytes: last.tornBytes,
  };
}
