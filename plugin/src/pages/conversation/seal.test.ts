import { describe, expect, it } from 'vitest';
import { toSeal } from './seal.ts';

const base = { storedCount: 12, expectedCount: 12, missingCount: 0, missingIndexes: [], unendedIndexes: [] };

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
    [{ ...base, state: 'complete', storedCount: 13 }, '13 steps stored; the turn counts 12', false],
    [{ ...base, state: 'running', storedCount: 1 }, '1 step so far', false],
    [{ ...base, state: 'unknown', storedCount: 3 }, '3 steps; the turn does not say how many it had', false],
  ] as const)('says of %o: %s', (completeness, text, isBroken) => {
    expect(toSeal(completeness)).toMatchObject({ text, isBroken });
  });

  it.each([
    [[], 'Steps are never sampled: what is missing was lost on the way or refused by the store.'],
    [
      [4],
      'Index 4 is begun, but without an end: it was lost, or the bot stopped in the step. Steps are never sampled: what is missing was lost on the way or refused by the store.',
    ],
    [[4, 5], 'Indexes 4, 5 are begun, but without an end: it was lost, or the bot stopped in the step.'],
  ])('says why steps are missing of which %j began', (unendedIndexes, why) => {
    const completeness = {
      ...base,
      state: 'missing' as const,
      missingCount: 2,
      missingIndexes: [4, 5],
      unendedIndexes,
    };
    expect(toSeal(completeness).why).toBe(why);
  });
});
