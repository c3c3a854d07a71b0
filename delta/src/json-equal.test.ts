import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonNumberText, jsonEqual } from './index.ts';
import { anyJson, canonicalText, nested, objectOf } from './test-arbitraries.ts';

describe('jsonEqual', () => {
  it('tells whether two values are the same JSON', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (a, b) => {
        expect(jsonEqual(a, b)).toBe(canonicalText(a) === canonicalText(b));
      }),
      { numRuns: 3000 },
    );
  });

  it('takes nothing inherited for a member', () => {
    expect(jsonEqual(objectOf([['toString', 1]]), { a: 1 })).toBe(false);
    expect(jsonEqual(objectOf([['__proto__', {}]]), { a: {} })).toBe(false);
    expect(jsonEqual(undefined, null)).toBe(false);
  });

  it('compares exact numbers by their text', () => {
    expect(jsonEqual([new JsonNumberText('1e400')], [new JsonNumberText('1e400')])).toBe(true);
    expect(jsonEqual([new JsonNumberText('1e400')], [new JsonNumberText('1e401')])).toBe(false);
  });

  it('takes 20,000 levels', () => {
    expect(jsonEqual(nested(20_000, 1, 'a'), nested(20_000, 1, 'a'))).toBe(true);
    expect(jsonEqual(nested(20_000, 1, undefined), nested(20_000, 2, undefined))).toBe(false);
  });
});
