import { describe, expect, it } from 'vitest';
import { toWindows } from './windows.ts';

const DAY = 86_400_000_000_000n;

describe('toWindows', () => {
  it('cuts a range into 7, 30, 30 … days from its end', () => {
    expect(toWindows({ startUnixNano: 0n, endUnixNano: 70n * DAY })).toEqual([
      { startUnixNano: 63n * DAY, endUnixNano: 70n * DAY },
      { startUnixNano: 33n * DAY, endUnixNano: 63n * DAY },
      { startUnixNano: 3n * DAY, endUnixNano: 33n * DAY },
      { startUnixNano: 0n, endUnixNano: 3n * DAY },
    ]);
  });

  it('has nothing for an empty range', () => {
    expect(toWindows({ startUnixNano: 5n, endUnixNano: 5n })).toEqual([]);
  });
});
