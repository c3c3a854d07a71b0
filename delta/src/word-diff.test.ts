import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordDiff } from './index.ts';
import type { WordSpan } from './index.ts';

const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom('order', 'refund', ' ', '  ', '\n', '.', '🌞', '👩‍👩‍👧', '注文', ''),
      fc.string({ maxLength: 2 }),
    ),
    {
      maxLength: 25,
    },
  )
  .map((parts) => parts.join(''));

const joined = (spans: readonly WordSpan[], left: WordSpan['kind']): string =>
  spans
    .filter(({ kind }) => kind === 'equal' || kind === left)
    .map(({ text }) => text)
    .join('');

describe('wordDiff', () => {
  it('holds both texts, has no empty span and no two neighbours of one kind', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const spans = wordDiff(before, after);
        expect(joined(spans, 'removed')).toBe(before);
        expect(joined(spans, 'added')).toBe(after);
        expect(spans.every(({ text }, index) => text !== '' && spans[index + 1]?.kind !== spans[index]?.kind)).toBe(
          true,
        );
        if (before === after) expect(spans.every(({ kind }) => kind === 'equal')).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('marks the changed words only', () => {
    expect(wordDiff('Your order 12 was shipped.', 'Your order 12 was sent today.')).toEqual([
      { kind: 'equal', text: 'Your order 12 was ' },
      { kind: 'removed', text: 'shipped' },
      { kind: 'added', text: 'sent today' },
      { kind: 'equal', text: '.' },
    ]);
  });

  it('does not cut a phrase at its blanks', () => {
    expect(wordDiff('Hello World!', 'Good Morning 🌞')).toEqual([
      { kind: 'removed', text: 'Hello World!' },
      { kind: 'added', text: 'Good Morning 🌞' },
    ]);
  });

  it('leaves blanks alone that are at an end of the text', () => {
    expect(wordDiff(' old\n', ' new\n').map(({ text }) => text)).toEqual([' ', 'old', 'new', '\n']);
  });

  it('finds the edits of a text too long for a table', () => {
    const words = Array.from({ length: 6000 }, (_, index) => (index % 3 === 0 ? `w${index}` : 'the'));
    const edited = words.toSpliced(3000, 1, 'changed').toSpliced(10, 0, 'inserted');
    const spans = wordDiff(words.join(' '), edited.join(' '));
    expect(spans.filter(({ kind }) => kind !== 'equal').length).toBeLessThan(8);
  });
});
