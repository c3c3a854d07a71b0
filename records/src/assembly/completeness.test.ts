import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecord } from '../record/parse-record.ts';
import { createConversation, START } from '../../test/test-conversation.ts';
import { assembleConversation } from './assemble-conversation.ts';
import type { Completeness } from './conversation.ts';

const SECOND = 1_000_000_000n;

function complete(indexes: readonly number[], stepCount: number | undefined, seconds = 600n): Completeness | undefined {
  const c = createConversation();
  const entries = indexes.map((index) => c.step(index / 100, 1, index));
  if (stepCount !== -1) entries.push(c.turn(10, 1, { 'bot.turn.step_count': stepCount }));
  const options = { nowUnixNano: START + seconds * SECOND };
  return assembleConversation(entries.map(parseRecord), options)?.turns[0]?.completeness;
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe('toCompleteness', () => {
  it('names the index of the step that is missing', () => {
    expect(complete([1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12], 12)).toEqual({
      state: 'missing',
      storedCount: 11,
      expectedCount: 12,
      missingCount: 1,
      missingIndexes: [4],
      unendedIndexes: [],
    });
  });

  it('is complete when as many steps are stored as the end of the turn counts', () => {
    expect(complete(range(12), 12)).toMatchObject({ state: 'complete', storedCount: 12, missingIndexes: [] });
  });

  it('finds exactly the indexes that were left out', () => {
    fc.assert(
      fc.property(fc.subarray(range(30)), (kept) => {
        const missing = range(30).filter((index) => !kept.includes(index));
        expect(complete(kept, 30)?.missingIndexes).toEqual(missing);
      }),
    );
  });

  it('calls records late for half a minute after the end of the turn', () => {
    expect(complete([1, 2], 3, 39n)).toMatchObject({ state: 'late', missingIndexes: [3] });
    expect(complete([1, 2], 3, 40n)).toMatchObject({ state: 'missing', missingIndexes: [3] });
  });

  it('says nothing about a turn that has not ended or carries no count', () => {
    expect(complete([1, 3], -1)).toMatchObject({ state: 'running', missingIndexes: [] });
    expect(complete([1, 3], undefined)).toMatchObject({ state: 'unknown', missingIndexes: [] });
  });

  it('names no more than a thousand indexes of a count that cannot be right', () => {
    const huge = complete([1], 9e15);
    expect([huge?.missingCount, huge?.missingIndexes.length]).toEqual([9e15 - 1, 1000]);
  });
});
