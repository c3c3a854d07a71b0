import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeltaMismatchError, applyDelta, diff } from './index.ts';
import type { Delta, JsonValue } from './index.ts';
import { anyJson, canonicalText, objectOf } from './test-arbitraries.ts';

describe('applyDelta', () => {
  it('leaves the old value and the delta as they are', () => {
    fc.assert(
      fc.property(anyJson, anyJson, anyJson, (first, second, third) => {
        const toSecond = diff(first, second);
        const second1 = applyDelta(toSecond, first);
        const texts = [canonicalText(first), JSON.stringify(toSecond)];
        applyDelta(diff(second1, third), second1);
        expect([canonicalText(first), JSON.stringify(toSecond)]).toEqual(texts);
      }),
      { numRuns: 1000 },
    );
  });

  it('never touches a prototype', () => {
    const delta: Delta = [
      { op: 'add', path: ['__proto__'], value: { polluted: true } },
      { op: 'add', path: ['__proto__', 'more'], value: 1 },
    ];
    const result = applyDelta(delta, {}) as object;
    expect(Object.keys(result)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(() => applyDelta([{ op: 'add', path: ['constructor', 'prototype', 'x'], value: 1 }], {})).toThrow(
      DeltaMismatchError,
    );
  });

  it.each<[string, Delta, JsonValue | undefined, RegExp]>([
    ['adds what is there', [{ op: 'add', path: ['a'], value: 1 }], { a: 0 }, /at \/a: there is a value already/],
    ['adds a root to a root', [{ op: 'add', path: [], value: 1 }], 0, /at the root: there is a value already/],
    ['removes what is absent', [{ op: 'remove', path: ['a'], value: 1 }], {}, /at \/a: there is no value/],
    [
      'removes what is inherited',
      [{ op: 'remove', path: ['toString'], value: 1 }],
      {},
      /at \/toString: there is no value/,
    ],
    ['removes another value', [{ op: 'remove', path: ['a'], value: 1 }], { a: 2 }, /at \/a: the value is another one/],
    [
      'replaces another value',
      [{ op: 'replace', path: [], before: 1, after: 3 }],
      2,
      /at the root: the value is another/,
    ],
    [
      'inserts beyond the end',
      [{ op: 'add', path: ['l', 2], value: 1 }],
      { l: [0] },
      /at \/l\/2: the array has no index 2/,
    ],
    ['has text for an index', [{ op: 'remove', path: ['0'], value: 0 }], [0], /at \/0: there is no value/],
    ['has an index for a key', [{ op: 'add', path: [0], value: 0 }], {}, /at \/0: the container is an object/],
    [
      'goes through a scalar',
      [{ op: 'add', path: ['a', 'b'], value: 0 }],
      { a: 1 },
      /at \/a\/b: there is no object or array/,
    ],
    ['moves nothing', [{ op: 'move', from: [3], path: [0] }], [0], /at \/3: there is no value/],
    ['expects something', [{ op: 'remove', path: [], value: 1 }], undefined, /at the root: there is no value/],
    [
      'has a path to escape',
      [{ op: 'remove', path: ['a/b~', 'c'], value: 1 }],
      {},
      /at \/a~1b~0\/c: there is no value/,
    ],
  ])('refuses a delta that %s', (_what, delta, before, message) => {
    expect(() => applyDelta(delta, before)).toThrow(DeltaMismatchError);
    expect(() => applyDelta(delta, before)).toThrow(message);
  });
});

describe('DeltaMismatchError', () => {
  it('carries the path', () => {
    const error: unknown = catchError(() => applyDelta([{ op: 'remove', path: ['a', 1], value: 1 }], { a: [] }));
    expect(error).toMatchObject({ name: 'DeltaMismatchError', path: ['a', 1] });
  });
});

function catchError(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return objectOf([]);
}
