import type { BotRecord } from '@botscope/records';
import { describe, expect, it } from 'vitest';
import { toWholeTurns } from './whole-turns.ts';

const of = (...turns: readonly (string | undefined)[]) => turns.map((turnId) => ({ turnId }) as BotRecord);

describe('toWholeTurns', () => {
  it('leaves out the turn that was being read, wherever its records are', () => {
    const records = of('c', 'b', 'a', 'b', undefined, 'a');
    expect(toWholeTurns(records)).toEqual(of('c', 'b', 'b', undefined));
  });

  it('keeps the only turn, and records without one', () => {
    expect(toWholeTurns(of('a', undefined, 'a'))).toEqual(of('a', undefined, 'a'));
    expect(toWholeTurns(of(undefined))).toEqual(of(undefined));
  });
});
