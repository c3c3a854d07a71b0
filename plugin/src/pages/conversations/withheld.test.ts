import type { ConversationRow } from '@botscope/records';
import { describe, expect, it } from 'vitest';
import { toWithheld, toWithheldText } from './withheld.ts';

const NOW = 1_795_240_000_000_000_000n;
const MINUTE = 60_000_000_000n;
const settings = { conversationIdleMinutes: 30, productionDelayMinutes: 15 };
const row = (minutesAgo: bigint) => ({ lastActivityUnixNano: NOW - minutesAgo * MINUTE }) as ConversationRow;

describe('toWithheld', () => {
  it.each([
    ['all was read', [], true, false],
    ['the page reaches back beyond idleness and delay', [row(1n), row(45n)], false, false],
    ['the page ends before', [row(1n), row(44n)], false, true],
    ['nothing was found so far', [], false, true],
  ])('knows whether there may be more when %s', (_when, rows, done, isAtLeast) => {
    expect(toWithheld({ rows, done, withheldCount: 2 }, settings, NOW)).toEqual({ count: 2, isAtLeast });
  });
});

describe('toWithheldText', () => {
  it.each([
    [0, false, undefined],
    [1, false, '1 production conversation is not listed yet: 15 minutes after its end it appears here.'],
    [3, true, 'At least 3 production conversations are not listed yet: 15 minutes after their end they appear here.'],
  ])('says of %i (at least: %s) %s', (count, isAtLeast, expected) => {
    expect(toWithheldText({ count, isAtLeast }, 15)).toBe(expected);
  });
});
