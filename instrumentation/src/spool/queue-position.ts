import { crc32 } from 'node:zlib';

/** How far a queue has been delivered. */
export interface QueuePosition {
  readonly segment: number;
  /** Where the next block begins. */
  readonly offset: number;
  /** Records of that block that are delivered already. */
  readonly skip: number;
  /** Where the header that governs the next block begins. */
  readonly headerOffset: number;
  /** Number of the next record in the queue's life. */
  readonly index: number;
}

/** Size of an encoded position. */
export const POSITION_BYTES = 44;

/** Bytes of a position, with a checksum. */
export function encodePosition(position: QueuePosition): Buffer {
  const bytes = Buffer.allocUnsafe(POSITION_BYTES);
  const fields = [position.segment, position.offset, position.skip, position.headerOffset, position.index];
  fields.forEach((field, i) => bytes.writeDoubleLE(field, 4 + i * 8));
  bytes.writeUInt32LE(crc32(bytes.subarray(4)), 0);
  return bytes;
}

/** The position in these bytes; undefined when they are damaged. */
export function parsePosition(bytes: Buffer): QueuePosition | undefined {
  if (bytes.length !== POSITION_BYTES || crc32(bytes.subarray(4)) !== bytes.readUInt32LE(0)) return undefined;
  const field = (i: number): number => bytes.readDoubleLE(4 + i * 8);
  return { segment: field(0), offset: field(1), skip: field(2), headerOffset: field(3), index: field(4) };
}
