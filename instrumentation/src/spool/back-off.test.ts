import { describe, expect, it } from 'vitest';
import { parseRetryAfter, toBackOffMillis } from './back-off.ts';

describe('toBackOffMillis', () => {
  it.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [6, 32_000],
    [7, 60_000],
    [5_000, 60_000],
  ])('waits after %i failures %i ms', (failures, millis) => {
    expect(toBackOffMillis(failures, {})).toBe(millis);
  });

  it('does what the server asks for', () => {
    expect(toBackOffMillis(1, { retryAfterMillis: 7_000 })).toBe(7_000);
    expect(toBackOffMillis(9, { retryAfterMillis: 70_000, unreached: true })).toBe(70_000);
  });

  it('asks no server without a pause, even one that always says "at once"', () => {
    expect([1, 2, 3, 4, 9].map((failures) => toBackOffMillis(failures, { retryAfterMillis: 0 }))).toEqual([
      0, 0, 0, 1_000, 1_000,
    ]);
  });

  it.each([
    [1, 1_000],
    [4, 8_000],
    [5_000, 8_000],
  ])('waits after %i failures to reach anybody %i ms', (failures, millis) => {
    expect(toBackOffMillis(failures, { unreached: true })).toBe(millis);
  });
});

describe('parseRetryAfter', () => {
  const now = Date.parse('2026-11-21T10:00:00Z');
  it.each([
    ['3', 3_000],
    ['0', 0],
    ['Sat, 21 Nov 2026 10:00:30 GMT', 30_000],
    ['100000', 300_000],
    ['Infinity', 300_000],
    ['Sat, 21 Nov 2099 10:00:30 GMT', 300_000],
    ['Sat, 21 Nov 2026 09:00:00 GMT', undefined],
    ['soon', undefined],
    ['-1', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('reads %j', (header, millis) => {
    expect(parseRetryAfter({ 'retry-after': header }, now)).toBe(millis);
  });

  it.each([-86_400_000, -3_600_000, 3_600_000, 86_400_000])(
    'goes by the server’s clock where this host’s differs by %i ms',
    (skewMillis) => {
      const headers = { 'retry-after': 'Sat, 21 Nov 2026 10:00:30 GMT', date: 'Sat, 21 Nov 2026 10:00:00 GMT' };
      expect(parseRetryAfter(headers, now + skewMillis)).toBe(30_000);
    },
  );
});
