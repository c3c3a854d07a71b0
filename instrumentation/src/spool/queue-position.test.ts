import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePosition, parsePosition } from './queue-position.ts';

const number = fc.maxSafeInteger().map(Math.abs);
const position = fc.record({ segment: number, offset: number, skip: number, headerOffset: number, index: number });

describe('parsePosition', () => {
  it('reads back a position', () => {
    fc.assert(
      fc.property(position, (given) => {
        expect(parsePosition(encodePosition(given))).toEqual(given);
      }),
    );
  });

  it('refuses damaged and short bytes', () => {
    const bytes = encodePosition({ segment: 1, offset: 2, skip: 3, headerOffset: 4, index: 5 });
    expect(parsePosition(bytes.subarray(1))).toBeUndefined();
    bytes[20] = (bytes[20] as number) ^ 1;
    expect(parsePosition(bytes)).toBeUndefined();
  });
});
