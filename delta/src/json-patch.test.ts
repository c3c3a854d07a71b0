import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diff, toJsonPatch } from './index.ts';
import { anyJson, canonicalText } from './test-arbitraries.ts';
import { applyJsonPatch } from './test-json-patch.ts';

describe('toJsonPatch', () => {
  it('gives operations that, done one after another, turn the old value into the new one', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (before, after) => {
        const patched = applyJsonPatch(toJsonPatch(diff(before, after)), before);
        expect(canonicalText(patched)).toBe(canonicalText(after));
      }),
      { numRuns: 3000 },
    );
  });

  it('writes operations as RFC 6902 names them', () => {
    const before = { 'a/b': 1, gone: 2, list: [{ id: 1 }, { id: 2 }, { id: 3 }] };
    const after = { 'a/b': 3, list: [{ id: 3 }, { id: 1 }, { id: 2 }], '~new': null };
    expect(toJsonPatch(diff(before, after))).toEqual([
      { op: 'remove', path: '/gone' },
      { op: 'add', path: '/~0new', value: null },
      { op: 'replace', path: '/a~1b', value: 3 },
      { op: 'move', from: '/list/2', path: '/list/0' },
    ]);
  });

  it('replaces the root where a document is created', () => {
    expect(toJsonPatch(diff(undefined, [1]))).toEqual([{ op: 'add', path: '', value: [1] }]);
  });
});
