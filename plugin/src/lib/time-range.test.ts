import { describe, expect, it } from 'vitest';
import { fromPickerRange, moveWindow, resolveTimeWindow, toPickerRange, widenWindow } from './time-range.ts';

const NOW = Date.UTC(2026, 10, 21, 14, 5);
const HOUR = 3_600_000;

describe('resolveTimeWindow', () => {
  it.each([
    [{ from: 'now-24h', to: 'now' }, NOW - 24 * HOUR, NOW],
    [{ from: '1000', to: '2000' }, 1_000, 2_000],
    [{ from: 'now/d', to: 'now/d' }, Date.UTC(2026, 10, 21), Date.UTC(2026, 10, 22) - 1],
  ])('resolves %o from one present', (bounds, fromMillis, toMillis) => {
    expect(resolveTimeWindow(bounds, NOW, 'utc')).toEqual({ fromMillis, toMillis });
  });

  it('is empty at its beginning when it ends before it', () => {
    expect(resolveTimeWindow({ from: '2000', to: '1000' }, NOW, 'utc')).toEqual({ fromMillis: 2_000, toMillis: 2_000 });
  });
});

describe('toPickerRange', () => {
  it.each([
    { from: 'now-7d', to: 'now' },
    { from: '1000', to: '2000' },
  ])('gives %o back when it is picked', (bounds) => {
    expect(fromPickerRange(toPickerRange(bounds, NOW, 'utc').raw)).toEqual(bounds);
  });
});

describe('moveWindow', () => {
  it('moves by half of the length, back and forward', () => {
    expect(moveWindow({ fromMillis: 1_000, toMillis: 3_000 }, 'back')).toEqual({ from: '0', to: '2000' });
    expect(moveWindow({ fromMillis: 1_000, toMillis: 3_000 }, 'forward')).toEqual({ from: '2000', to: '4000' });
  });
});

describe('widenWindow', () => {
  it('doubles the length around the middle, not beyond now', () => {
    expect(widenWindow({ fromMillis: 4_000, toMillis: 6_000 }, NOW)).toEqual({ from: '3000', to: '7000' });
    expect(widenWindow({ fromMillis: 4_000, toMillis: 6_000 }, 6_500)).toEqual({ from: '3000', to: '6500' });
  });
});
