import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLogqlString } from '../../test/test-logql.ts';
import { quoteLogql } from './string-literal.ts';

describe('quoteLogql', () => {
  it('writes a literal that reads back as the same text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const literal = quoteLogql(text);
        expect(readLogqlString(literal)).toEqual({ value: text.toWellFormed(), end: literal.length });
      }),
    );
  });

  it.each([
    ['say "hi"', '"say \\"hi\\""'],
    ['C:\\new', '"C:\\\\new"'],
    ['a\nb\r\tc', '"a\\nb\\r\\tc"'],
    ['\u0000\u001b\u0085', '"\\u0000\\u001b\\u0085"'],
    ['Good Morning 🌞', '"Good Morning 🌞"'],
    ['half \ud83c', '"half \ufffd"'],
    ['"} | drop x', '"\\"} | drop x"'],
  ])('writes %j as %s', (text, literal) => {
    expect(quoteLogql(text)).toBe(literal);
  });
});
