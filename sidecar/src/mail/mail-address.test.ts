import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMailAddress } from './mail-address.ts';

describe('isMailAddress', () => {
  it.each(['owner@localhost', 'a.b+c@shop.example', "o'neil@x-y.example", 'x@127.0.0.1'])('accepts %s', (text) => {
    expect(isMailAddress(text)).toBe(true);
  });

  it.each([
    '',
    'owner',
    '@host',
    'a@',
    'a@b@c',
    'a b@c',
    'a@b c',
    'a@b,c@d',
    '<a@b>',
    'A <a@b>',
    '"b@x\r\nBcc: evil@x"@host',
    'a@b\r\nBcc: evil@x',
    'a@b\n',
    'a@\u202eb',
    'ä@b',
    'a@ä',
    '.a@b',
    'a..b@c',
    'a@-b',
    'a@b.',
    `${'a'.repeat(65)}@b`,
    `a@${'b.'.repeat(130)}c`,
  ])('refuses %j', (text) => {
    expect(isMailAddress(text)).toBe(false);
  });

  it('accepts nothing with a character that means something in a header or to SMTP', () => {
    const special = fc.constantFrom(
      '\r',
      '\n',
      '\0',
      ' ',
      '"',
      '<',
      '>',
      ',',
      ';',
      ':',
      '(',
      ')',
      '[',
      ']',
      '\\',
      '\u202e',
    );
    fc.assert(
      fc.property(fc.string(), special, fc.string(), (before, character, after) => {
        expect(isMailAddress(`${before}${character}${after}@host`)).toBe(false);
        expect(isMailAddress(`name@${before}${character}${after}`)).toBe(false);
      }),
    );
  });
});
