import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listMoves } from './array-moves.ts';
import { longestIncreasing } from './longest-increasing.ts';

const anyPermutation = fc
  .integer({ min: 0, max: 12 })
  .chain((size) => fc.shuffledSubarray([...Array(size).keys()], { minLength: size }));

describe('listMoves', () => {
  it('brings any order about, one move for each element out of order', () => {
    fc.assert(
      fc.property(anyPermutation, (order) => {
        const moved = new Uint8Array(order.length).fill(1);
        const stayed = longestIncreasing(order);
        for (const index of stayed) moved[index] = 0;
        const moves = listMoves({ beforeOf: Int32Array.from(order), moved, removed: [] }, order.length);
        const elements = [...order.keys()];
        for (const { from, to } of moves) elements.splice(to, 0, ...elements.splice(from, 1));
        expect(elements).toEqual(order);
        expect(moves).toHaveLength(order.length - stayed.length);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('longestIncreasing', () => {
  it('is increasing and as long as any choice', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 10 }), (values) => {
        const chosen = longestIncreasing(values).map((index) => values[index] as number);
        expect(chosen.every((value, index) => index === 0 || value > (chosen[index - 1] as number))).toBe(true);
        expect(chosen).toHaveLength(longestByTrying(values));
      }),
    );
  });
});

function longestByTrying(values: readonly number[]): number {
  let longest = 0;
  for (let choice = 0; choice < 1 << values.length; choice += 1) {
    const chosen = values.filter((_, index) => (choice >> index) % 2 === 1);
    if (chosen.every((value, index) => index === 0 || value > (chosen[index - 1] as number))) {
      longest = Math.max(longest, chosen.length);
    }
  }
  return longest;
}
