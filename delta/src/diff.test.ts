import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDelta, diff, invertDelta, parseJson, stringifyJson } from './index.ts';
import type { JsonValue } from './index.ts';
import { anyJson, canonicalText, nested, objectOf } from './test-arbitraries.ts';

const absentOrJson = fc.oneof({ weight: 9, arbitrary: anyJson }, { weight: 1, arbitrary: fc.constant(undefined) });
const RUNS = { numRuns: 3000 };

describe('diff', () => {
  it('gives what, applied to the old value, is the new value, and undone the old one', () => {
    fc.assert(
      fc.property(absentOrJson, absentOrJson, (before, after) => {
        const delta = diff(before, after);
        expect(canonicalText(applyDelta(delta, before))).toBe(canonicalText(after));
        expect(canonicalText(applyDelta(invertDelta(delta), after))).toBe(canonicalText(before));
      }),
      RUNS,
    );
  });

  it('is empty exactly where both are equal, whatever the order of keys', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (before, after) => {
        expect(diff(before, reordered(before))).toEqual([]);
        expect(diff(before, after).length === 0).toBe(canonicalText(before) === canonicalText(after));
      }),
      RUNS,
    );
  });

  it('keeps its law when no table cell is allowed', () => {
    const items = fc.array(fc.constantFrom<JsonValue>('x', 'y', 'z', [1], [2]), { maxLength: 14 });
    fc.assert(
      fc.property(items, items, fc.integer({ min: 0, max: 40 }), (before, after, maxLcsCells) => {
        const delta = diff(before, after, { maxLcsCells });
        expect(applyDelta(delta, before)).toEqual(after);
      }),
      RUNS,
    );
  });

  it('tells a created value as one addition and a deleted one as one removal', () => {
    const text = { name: 'Greeting', is_active: true };
    expect(diff(undefined, text)).toEqual([{ op: 'add', path: [], value: text }]);
    expect(diff(text, undefined)).toEqual([{ op: 'remove', path: [], value: text }]);
    expect(diff(undefined, undefined)).toEqual([]);
    expect(diff(null, text)).toEqual([{ op: 'replace', path: [], before: null, after: text }]);
  });

  it('names only what changed, with the old and the new value', () => {
    const before = { name: 'Hello World!', is_active: true, nested: { same: [1, 2], depth: 1 } };
    const after = { name: 'Good Morning 🌞', is_active: true, nested: { same: [1, 2], depth: 2 } };
    expect(diff(before, after)).toEqual([
      { op: 'replace', path: ['name'], before: 'Hello World!', after: 'Good Morning 🌞' },
      { op: 'replace', path: ['nested', 'depth'], before: 1, after: 2 },
    ]);
  });

  it('tells flat variables by name', () => {
    expect(diff({ gone: 1, kept: 2, changed: 3 }, { kept: 2, changed: '3', fresh: null })).toEqual([
      { op: 'remove', path: ['gone'], value: 1 },
      { op: 'add', path: ['fresh'], value: null },
      { op: 'replace', path: ['changed'], before: 3, after: '3' },
    ]);
  });

  it('sees members with the names of inherited ones', () => {
    const keys = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf'];
    for (const key of keys) {
      expect(diff({}, objectOf([[key, 1]]))).toEqual([{ op: 'add', path: [key], value: 1 }]);
      expect(diff(objectOf([[key, {}]]), {})).toEqual([{ op: 'remove', path: [key], value: {} }]);
      expect(diff(objectOf([[key, { x: 1 }]]), objectOf([[key, { x: 2 }]]))).toEqual([
        { op: 'replace', path: [key, 'x'], before: 1, after: 2 },
      ]);
    }
  });

  it('tells apart big integers that a double cannot', () => {
    const delta = diff(parseJson('{"id":9007199254740992}'), parseJson('{"id":9007199254740993}'));
    expect(stringifyJson(delta as unknown as JsonValue)).toBe(
      '[{"op":"replace","path":["id"],"before":9007199254740992,"after":9007199254740993}]',
    );
  });

  it.each([
    ['arrays', undefined],
    ['objects', 'a'],
    ['hostile objects', '__proto__'],
  ])('compares 20,000 levels of %s', (_what, key) => {
    const before = nested(20_000, 1, key);
    const after = nested(20_000, 2, key);
    const delta = diff(before, after);
    expect(delta).toHaveLength(1);
    expect(delta[0]?.path).toHaveLength(20_000);
    expect(diff(applyDelta(delta, before), after)).toEqual([]);
    expect(diff([before, 1], [after, 1])).toHaveLength(1);
  });
});

/** The same value with every object's members in the opposite order. */
function reordered(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return objectOf(
    Object.entries(value)
      .reverse()
      .map(([key, child]) => [key, reordered(child as JsonValue)] as const),
  );
}
