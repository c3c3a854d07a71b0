import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { BLOCK_HEADER_BYTES, readBlock, readBlockSize } from './block.ts';
import { parseSegmentHeader } from './segment-header.ts';

const LARGEST_HEADER_BYTES = 1_000_000;

/**
 * First record number and size of a segment file without reading the rest of it. Undefined when its header is damaged;
 * the reader then finds a gap in the numbers and reports it.
 */
export function readFirstHeader(path: string): { readonly firstIndex: number; readonly fileBytes: number } | undefined {
  const file = openSync(path, 'r');
  try {
    const sizeBytes = readBlockSize(readAt(file, BLOCK_HEADER_BYTES), 0) ?? Infinity;
    if (sizeBytes > LARGEST_HEADER_BYTES) return undefined;
    const block = readBlock(readAt(file, sizeBytes), 0);
    if (block === undefined) return undefined;
    return { firstIndex: parseSegmentHeader(block.state).firstIndex, fileBytes: fstatSync(file).size };
  } finally {
    closeSync(file);
  }
}

function readAt(file: number, sizeBytes: number): Buffer {
  const bytes = Buffer.alloc(sizeBytes);
  return bytes.subarray(0, readSync(file, bytes, 0, sizeBytes, 0));
}
