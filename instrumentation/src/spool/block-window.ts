import type { FileHandle } from 'node:fs/promises';
import { readBlock, readBlockSize, type Block } from './block.ts';

/** Reads blocks of a file that may still grow, a window of bytes at a time. */
export class BlockWindow {
  private readonly handle: FileHandle;
  private readonly windowBytes: number;
  private bytes = Buffer.alloc(0);
  private start = 0;

  constructor(handle: FileHandle, windowBytes: number) {
    this.handle = handle;
    this.windowBytes = windowBytes;
  }

  /** The block at an offset, or undefined where none stands that is whole and ends before `endOffset`. */
  async blockAt(offset: number, endOffset: number): Promise<Block | undefined> {
    const known = offset >= this.start ? readBlock(this.bytes, offset - this.start) : undefined;
    if (known !== undefined) return known;
    await this.load(offset, Math.min(this.windowBytes, endOffset - offset));
    const sizeBytes = readBlockSize(this.bytes, 0) ?? 0;
    if (sizeBytes > endOffset - offset) return undefined;
    if (sizeBytes > this.bytes.length) await this.load(offset, sizeBytes);
    return readBlock(this.bytes, 0);
  }

  private async load(offset: number, sizeBytes: number): Promise<void> {
    const bytes = Buffer.allocUnsafeSlow(Math.max(0, sizeBytes));
    const { bytesRead } = await this.handle.read(bytes, 0, bytes.length, offset);
    this.bytes = bytes.subarray(0, bytesRead);
    this.start = offset;
  }
}
