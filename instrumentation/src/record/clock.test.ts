import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClock } from './clock.ts';

describe('createClock', () => {
  it('goes forward at every call, also when the system clock stands still or goes back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2 ** 42 }), { minLength: 2 }), (times) => {
        let call = 0;
        const clock = createClock(() => times[call++] ?? 0);
        const read = times.map(() => clock());
        expect(read.every((time, i) => i === 0 || time > (read[i - 1] as bigint))).toBe(true);
        expect(read[0]).toBe(BigInt(times[0] as number) * 1_000_000n);
      }),
    );
  });
});
