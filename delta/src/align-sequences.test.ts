import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignSequences } from './align-sequences.ts';

const anyTokens = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 24 }).map((tokens) => Int32Array.from(tokens));

describe('alignSequences', () => {
  it('pairs equal tokens without crossing, whatever the budget', () => {
    fc.assert(
      fc.property(anyTokens, anyTokens, fc.integer({ min: 0, max: 200 }), (before, after, cells) => {
        const beforeOf = alignSequences(before, after, { cells });
        const pairs = [...beforeOf.entries()].filter(([, index]) => index !== -1);
        expect(pairs.every(([at, index]) => before[index] === after[at])).toBe(true);
        expect(pairs.every(([, index], at) => at === 0 || index > (pairs[at - 1] as [number, number])[1])).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('is as long as possible while the budget lasts', () => {
    fc.assert(
      fc.property(anyTokens, anyTokens, (before, after) => {
        const pairs = alignSequences(before, after, { cells: 1000 }).filter((index) => index !== -1);
        expect(pairs.length).toBe(lengthByTable([...before], [...after]));
      }),
      { numRuns: 1000 },
    );
  });

  it('needs no budget where tokens do not repeat', () => {
    const before = Int32Array.from([1, 2, 3, 4, 5, 6]);
    expect(
      [...alignSequences(before, Int32Array.from([6, 1, 2, 4, 3, 5]), { cells: 0 })].filter((i) => i >= 0),
    ).toHaveLength(4);
  });
});

function lengthByTable(a: readonly number[], b: readonly number[]): number {
  let row = b.map(() => 0);
  for (const left of a) {
    const above = row;
    row = [];
    b.forEach((right, j) => {
      row.push(left === right ? (above[j - 1] ?? 0) + 1 : Math.max(above[j] ?? 0, row[j - 1] ?? 0));
    });
  }
  return row.at(-1) ?? 0;
}
