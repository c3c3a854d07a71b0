import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diff } from './index.ts';
import { createStructuralHasher } from './structural-hash.ts';
import { anyJson, canonicalText, objectOf } from './test-arbitraries.ts';

describe('createStructuralHasher', () => {
  it('gives equal values equal hashes, whatever the order of keys', () => {
    const members = fc.uniqueArray(fc.tuple(fc.string(), anyJson), { selector: ([key]) => key });
    fc.assert(
      fc.property(members, (list) => {
        const hash = createStructuralHasher();
        expect(hash([objectOf(list)])).toBe(hash([objectOf(list.toReversed())]));
      }),
    );
  });

  it('gives different values different hashes, as a rule', () => {
    const hash = createStructuralHasher();
    const values = fc.sample(anyJson, { numRuns: 2000, seed: 1 });
    const byText = new Map(values.map((value) => [canonicalText(value), hash(value)]));
    expect(new Set(byText.values()).size).toBeGreaterThan(0.99 * byText.size);
  });

  it('is not trusted: elements with the same hash are told apart', () => {
    const [first, second] = collidingTexts();
    const delta = diff([{ text: first }, 1, 2], [1, 2, { text: second }]);
    expect(delta.map(({ op }) => op)).toEqual(['remove', 'add']);
    expect(diff([{ text: first }, 1], [{ text: second }, 1])).toHaveLength(1);
  });
});

function collidingTexts(): [string, string] {
  const hash = createStructuralHasher();
  const seen = new Map<number, string>();
  for (let number = 0; ; number += 1) {
    const text = `text ${number}`;
    const known = seen.get(hash({ text }));
    if (known !== undefined) return [known, text];
    seen.set(hash({ text }), text);
  }
}
