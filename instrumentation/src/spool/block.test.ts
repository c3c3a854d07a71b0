import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBlock, readBlock, readBlocks, type Block } from './block.ts';

const block = fc.record({
  payload: fc.uint8Array({ maxLength: 300 }),
  state: fc.string({ maxLength: 50 }),
  count: fc.nat(1000),
  writtenAtMillis: fc.nat(),
});

function toFile(blocks: readonly Omit<Block, 'sizeBytes'>[]): Buffer {
  return Buffer.concat(blocks.flatMap((one) => encodeBlock(one)));
}

describe('readBlocks', () => {
  it('reads back what encodeBlock wrote', () => {
    fc.assert(
      fc.property(fc.array(block), (blocks) => {
        const file = toFile(blocks);
        const read = readBlocks(file);
        expect(read.endOffset).toBe(file.length);
        expect(read.blocks.map(({ state, count, writtenAtMillis }) => ({ state, count, writtenAtMillis }))).toEqual(
          blocks.map(({ state, count, writtenAtMillis }) => ({ state, count, writtenAtMillis })),
        );
        expect(read.blocks.map(({ payload }) => [...payload])).toEqual(blocks.map(({ payload }) => [...payload]));
      }),
    );
  });

  it('ends before a block that was cut off at any byte', () => {
    fc.assert(
      fc.property(
        fc.array(block, { maxLength: 3 }),
        block,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (whole, last, part) => {
          const lastBytes = toFile([last]);
          const kept = Math.min(lastBytes.length - 1, Math.floor(part * lastBytes.length));
          const file = Buffer.concat([toFile(whole), lastBytes.subarray(0, kept)]);
          expect(readBlocks(file).blocks).toHaveLength(whole.length);
          expect(readBlocks(file).endOffset).toBe(toFile(whole).length);
        },
      ),
    );
  });
});

describe('readBlock', () => {
  it('refuses a block with any bit changed', () => {
    fc.assert(
      fc.property(block, fc.nat(), (one, position) => {
        const file = toFile([one]);
        const bit = position % (file.length * 8);
        file[bit >> 3] = (file[bit >> 3] as number) ^ (1 << (bit & 7));
        expect(readBlock(file, 0)).toBeUndefined();
      }),
    );
  });
});
