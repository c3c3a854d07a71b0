import { crc32 } from 'node:zlib';

/** Bytes before the payload of a block. */
export const BLOCK_HEADER_BYTES = 28;
const MAGIC = 0x31435342;
const CHECKED_FROM = 8;

/**
 * A piece of a segment file, valid as a whole or not at all:
 * `u32 magic, u32 crc32 of everything after, u32 payload bytes, u32 state bytes, u32 records, f64 time`, payload, state.
 */
export interface Block {
  /** Encoded log records, joined. */
  readonly payload: Uint8Array;
  /** JSON text: what holds after this block. */
  readonly state: string;
  /** Records in the payload. */
  readonly count: number;
  /** When it was written, milliseconds since the epoch. */
  readonly writtenAtMillis: number;
  /** Size of the whole block in its file. */
  readonly sizeBytes: number;
}

/** Header, payload and state of a block, to be written one after the other. */
export function encodeBlock(block: Omit<Block, 'sizeBytes'>): readonly [Uint8Array, Uint8Array, Uint8Array] {
  const state = Buffer.from(block.state);
  const header = Buffer.allocUnsafe(BLOCK_HEADER_BYTES);
  header.writeUInt32LE(MAGIC, 0);
  header.writeUInt32LE(block.payload.length, 8);
  header.writeUInt32LE(state.length, 12);
  header.writeUInt32LE(block.count, 16);
  header.writeDoubleLE(block.writtenAtMillis, 20);
  header.writeUInt32LE(crc32(state, crc32(block.payload, crc32(header.subarray(CHECKED_FROM)))), 4);
  return [header, block.payload, state];
}

/** Size that a block at `offset` claims, or undefined where no block header stands. */
export function readBlockSize(bytes: Buffer, offset: number): number | undefined {
  if (bytes.length - offset < BLOCK_HEADER_BYTES || bytes.readUInt32LE(offset) !== MAGIC) return undefined;
  return BLOCK_HEADER_BYTES + bytes.readUInt32LE(offset + 8) + bytes.readUInt32LE(offset + 12);
}

/** The block at `offset`, sharing memory; undefined when it is torn, damaged or not wholly within `bytes`. */
export function readBlock(bytes: Buffer, offset: number): Block | undefined {
  const sizeBytes = readBlockSize(bytes, offset);
  if (sizeBytes === undefined || offset + sizeBytes > bytes.length) return undefined;
  if (crc32(bytes.subarray(offset + CHECKED_FROM, offset + sizeBytes)) !== bytes.readUInt32LE(offset + 4))
    return undefined;
  const payloadStart = offset + BLOCK_HEADER_BYTES;
  const payloadEnd = payloadStart + bytes.readUInt32LE(offset + 8);
  return {
    payload: bytes.subarray(payloadStart, payloadEnd),
    state: bytes.toString('utf8', payloadEnd, offset + sizeBytes),
    count: bytes.readUInt32LE(offset + 16),
    writtenAtMillis: bytes.readDoubleLE(offset + 20),
    sizeBytes,
  };
}

/** Valid blocks from the start of a file, with the offset where they end. */
export function readBlocks(bytes: Buffer): { readonly blocks: readonly Block[]; readonly endOffset: number } {
  const blocks: Block[] = [];
  let endOffset = 0;
  for (let block = readBlock(bytes, 0); block !== undefined; block = readBlock(bytes, endOffset)) {
    blocks.push(block);
    endOffset += block.sizeBytes;
  }
  return { blocks, endOffset };
}
