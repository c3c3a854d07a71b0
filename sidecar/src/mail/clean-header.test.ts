import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanHeader } from './clean-header.ts';

describe('cleanHeader', () => {
  it('makes one line of any text, without what hides or turns text', () => {
    expect(cleanHeader('a\r\nBcc: evil@x\u0000\u0085b\u2028c', 80)).toBe('a Bcc: evil@x b c');
    expect(cleanHeader('pay\u202eexe.\u2066x\ufeff', 80)).toBe('payexe.x');
  });

  it('cuts by characters, not through one', () => {
    expect(cleanHeader('😀😀😀', 2)).toBe('😀…');
    expect(cleanHeader('\ud83dx', 9)).toBe('�x');
  });

  it('gives for any text a line of at most the length, and does so once and for all', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 40 }), (given, length) => {
        const cleaned = cleanHeader(given, length);
        expect(cleaned).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
        expect([...cleaned].length).toBeLessThanOrEqual(length);
        expect(cleanHeader(cleaned, length)).toBe(cleaned);
      }),
    );
  });
});
