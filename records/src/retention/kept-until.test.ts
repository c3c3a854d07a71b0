import { describe, expect, it } from 'vitest';
import { toRecord } from '../../test/test-entries.ts';
import { keptUntil } from './kept-until.ts';

const DAY = 86_400_000;
const TIME = 1_795_240_000_000_000_000n;

describe('keptUntil', () => {
  it.each([
    ['a call that succeeded', { 'bot.record.kind': 'api', 'bot.outcome': 'success' }, 'api-success', 7],
    ['a call that failed', { 'bot.record.kind': 'api', 'bot.outcome': 'error' }, 'api-error', 30],
    ['a step', { 'bot.record.kind': 'step', 'bot.outcome': 'error' }, 'bots', 31],
    ['an audit change', { 'bot.record.kind': 'audit' }, 'audit', 1825],
    ['a pinned copy', { 'bot.record.kind': 'step', 'bot.retention': 'pinned' }, 'pinned', 730],
    ['a record without kind', {}, 'bots', 31],
  ])('tells the day for %s', (_what, attributes, retentionClass, days) => {
    expect(keptUntil(toRecord(TIME, attributes))).toEqual({
      retentionClass,
      days,
      untilUnixMillis: 1_795_240_000_000 + days * DAY,
    });
  });
});
