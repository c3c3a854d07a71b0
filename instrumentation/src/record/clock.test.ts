import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClock } from './clock.ts';

describe('createClock', () => {
  it('goes forward at every call, also when the system clock stands still or goes back by minutes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 2 ** 40, max: 2 ** 40 + 299_000 }), { minLength: 2 }), (times) => {
        let call = 0;
        const clock = createClock(() => times[call++] ?? 0);
        const read = times.map(() => clock());
        expect(read.every((time, i) => i === 0 || time > (read[i - 1] as bigint))).toBe(true);
        expect(read[0]).toBe(BigInt(times[0] as number) * 1_000_000n);
      }),
    );
  });

  it('follows a system clock that goes back further, since that one was wrong before', () => {
    const times = [10_000_000, 10_000_000 - 3_600_000, 10_000_000 - 3_599_999];
    const clock = createClock(() => times.shift() ?? 0);
    expect([clock(), clock(), clock()]).toEqual([10_000_000_000_000n, 6_400_000_000_000n, 6_400_001_000_000n]);
  });
});
