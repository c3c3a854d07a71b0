import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUlidFactory } from './ulid.ts';

describe('createUlidFactory', () => {
  it('makes ULIDs that sort in the order of the calls, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 48 - 1 }), { minLength: 2 }), (times) => {
        let call = 0;
        const next = createUlidFactory(() => times[call++] ?? 0);
        const ulids = times.map(() => next());
        expect(ulids.every((ulid) => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(ulid))).toBe(true);
        expect([...new Set(ulids)].sort()).toEqual(ulids);
      }),
    );
  });

  it('begins with the time', () => {
    // The example of the ULID specification.
    expect(createUlidFactory(() => 1_469_918_176_385)().slice(0, 10)).toBe('01ARYZ6S41');
  });

  it('never runs out within a millisecond', () => {
    const next = createUlidFactory(() => 1);
    let last = next();
    for (let i = 0; i < 1_100_000; i++) {
      const ulid = next();
      if (ulid <= last) throw new Error(`${ulid} after ${last}`);
      last = ulid;
    }
  });
});
