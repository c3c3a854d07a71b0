import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toVisiblePieces, toVisibleText } from './visible-text.ts';

describe('toVisibleText', () => {
  it.each([
    ['a\u0000b', 'a\\u0000b'],
    ['a\u202eb', 'a\\u202eb'],
    ['a\u2066b\u2069', 'a\\u2066b\\u2069'],
    ['a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
    ['a\u{e0041}b', 'a\\u{e0041}b'],
    ['a\ud800b', 'a\\ud800b'],
    ['line\u2028line', 'line\\u2028line'],
    ['\u001b[31mred', '\\u001b[31mred'],
  ])('writes what would be invisible or turn its surroundings as an escape: %j', (text, visible) => {
    expect(toVisibleText(text)).toBe(visible);
  });

  it.each(['plain', 'two\n\tlines', 'Good Morning 🌞', '👩‍👩‍👧', 'İstanbul Ω', 'مرحبا', '中文'])(
    'leaves %j as it is',
    (text) => {
      expect(toVisibleText(text)).toBe(text);
    },
  );

  it('never leaves a control or direction character in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(toVisibleText(text)).not.toMatch(/(?![\n\t])[\p{Cc}\p{Bidi_Control}]/u);
      }),
    );
  });

  it('keeps everything else, in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const pieces = toVisiblePieces(text);
        const plain = pieces.filter(({ isEscape }) => !isEscape).map((piece) => piece.text);
        const escapes = pieces.filter(({ isEscape }) => isEscape).length;
        expect([...plain.join('')].length + escapes).toBe([...text].length);
      }),
    );
  });
});
