import { describe, expect, it } from 'vitest';
import { toSeal } from './seal.ts';

const base = { storedCount: 12, expectedCount: 12, missingCount: 0, missingIndexes: [] };

describe('toSeal', () => {
  it.each([
    [{ ...base, state: 'complete' }, '12 of 12 steps', false],
    [
      { ...base, state: 'missing', storedCount: 11, missingCount: 1, missingIndexes: [4] },
      '11 of 12 steps stored: index 4 is missing',
      true,
    ],
    [
      { ...base, state: 'missing', storedCount: 5, missingCount: 7, missingIndexes: [1, 2, 3, 4, 5, 6, 7] },
      '5 of 12 steps stored: indexes 1, 2, 3, 4, 5 and 2 more are missing',
      true,
    ],
    [
      { ...base, state: 'late', storedCount: 11, missingCount: 1, missingIndexes: [4] },
      '11 of 12 steps so far: the rest may still arrive',
      false,
    ],
    [{ ...base, state: 'running', storedCount: 1 }, '1 step so far', false],
    [{ ...base, state: 'unknown', storedCount: 3 }, '3 steps; the turn does not say how many it had', false],
  ] as const)('says of %o: %s', (completeness, text, isBroken) => {
    expect(toSeal(completeness)).toEqual({ text, isBroken });
  });
});
