import type { FileHandle } from 'node:fs/promises';
import { readBlock, readBlockSize, type Block } from './block.ts';

/** Reads blocks of a file that may still grow, a window of bytes at a time. */
export class BlockWindow {
  private readonly handle: FileHandle;
  private readonly windowBytes: number;
  private memory = Buffer.alloc(0);
  private bytes = this.memory;
  private start = 0;
  /** Checked already. */
  private last: { readonly offset: number; readonly block: Block } | undefined;

  constructor(handle: FileHandle, windowBytes: number) {
    this.handle = handle;
    this.windowBytes = windowBytes;
  }

  /** The block at an offset, where it has been read already. Its memory is used again by the next {@link blockAt}. */
  knownBlockAt(offset: number, endOffset: number): Block | undefined {
    if (this.last?.offset === offset) return this.last.block;
    const block = offset >= this.start ? readBlock(this.bytes, offset - this.start) : undefined;
    if (block === undefined || offset + block.sizeBytes > endOffset) return undefined;
    this.last = { offset, block };
    return block;
  }

  /** The block at an offset, or undefined where none stands that is whole and ends before `endOffset`. */
  async blockAt(offset: number, endOffset: number): Promise<Block | undefined> {
    const known = this.knownBlockAt(offset, endOffset);
    if (known !== undefined) return known;
    await this.load(offset, Math.min(this.windowBytes, endOffset - offset));
    const sizeBytes = readBlockSize(this.bytes, 0) ?? 0;
    if (sizeBytes > endOffset - offset) return undefined;
    if (sizeBytes > this.bytes.length) await this.load(offset, sizeBytes);
    return this.knownBlockAt(offset, endOffset);
  }

  private async load(offset: number, sizeBytes: number): Promise<void> {
    if (sizeBytes > this.memory.length) this.memory = Buffer.allocUnsafeSlow(sizeBytes);
    const { bytesRead } = await this.handle.read(this.memory, 0, Math.max(0, sizeBytes), offset);
    this.bytes = this.memory.subarray(0, bytesRead);
    this.start = offset;
    this.last = undefined;
  }
}
