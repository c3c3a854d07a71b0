import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonNumberText, parseJson, stringifyJson } from './index.ts';
import type { JsonValue } from './index.ts';
import { anyJson, canonicalText, nested } from './test-arbitraries.ts';

describe('parseJson', () => {
  it('reads what stringifyJson writes, on one line and indented', () => {
    fc.assert(
      fc.property(anyJson, fc.integer({ min: 0, max: 4 }), (value, space) => {
        expect(canonicalText(parseJson(stringifyJson(value, space)))).toBe(canonicalText(value));
      }),
    );
  });

  it('accepts and refuses the texts that JSON.parse accepts and refuses', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '"a"',
      '"\\u00e9"',
      '"\\x"',
      '\n',
      ' ',
      '1',
      '-',
      '.5',
      'e3',
      '01',
    ];
    const words = ['true', 'null', 'nul', '{}', '[]', '"a":1', '\u0000', '\t'];
    const piece = fc.oneof(fc.constantFrom(...pieces, ...words), fc.string({ unit: 'binary', maxLength: 3 }));
    const garbage = fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(garbage, fc.json()), (text) => {
        expect(outcome(() => parseJson(text))).toEqual(outcome(() => JSON.parse(text) as JsonValue));
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['9007199254740991', 9007199254740991],
    ['-9007199254740991', -9007199254740991],
    ['9007199254740992', new JsonNumberText('9007199254740992')],
    ['-9007199254740993', new JsonNumberText('-9007199254740993')],
    ['123456789012345678901234567890', new JsonNumberText('123456789012345678901234567890')],
    ['0.1', 0.1],
    ['1.50', 1.5],
    ['1.0', 1],
    ['0.00', 0],
    ['15E-1', 1.5],
    ['1e21', 1e21],
    ['0.10000000000000000001', new JsonNumberText('0.10000000000000000001')],
    ['1e400', new JsonNumberText('1e400')],
    ['1e-400', new JsonNumberText('1e-400')],
    ['5e-324', 5e-324],
  ])('reads the number %s exactly', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  it('keeps hostile keys as own members and the last of repeated ones', () => {
    const value = parseJson('{"__proto__":{"x":1},"constructor":2,"a":1,"a":3}') as object;
    expect(Object.entries(value)).toEqual([
      ['__proto__', { x: 1 }],
      ['constructor', 2],
      ['a', 3],
    ]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it.each([
    ['{"a": 1,\n "b" 2}', 'expected ":", found "2" at position 14 (line 2, column 6)'],
    ['', 'expected a value, found the end of the text at position 0 (line 1, column 1)'],
    ['[1 2]', 'expected "," or "]", found "2" at position 3'],
    ['{"a":1', 'expected "," or "}", found the end of the text at position 6'],
    ['{a:1}', 'expected a key in double quotes, found "a" at position 1'],
    ['"abc', 'expected the end of the string, found the end of the text at position 4'],
    ['"a\nb"', 'expected the end of the string, found "\\n" at position 2'],
    ['"\\\\ \\q"', 'expected an escape sequence, found "\\\\" at position 4'],
    ['1 1', 'expected end of text, found "1" at position 2'],
  ])('says where %j is wrong', (text, message) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
    expect(() => parseJson(text)).toThrow(message);
  });

  it('takes 20,000 levels there and back', () => {
    const text = '[{"a":'.repeat(10_000) + '1' + '}]'.repeat(10_000);
    expect(stringifyJson(parseJson(text))).toBe(text);
  });
});

describe('stringifyJson', () => {
  it('writes plain values as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, space) => {
        expect(stringifyJson(value as JsonValue, space)).toBe(JSON.stringify(value, undefined, space));
      }),
    );
  });

  it('writes numbers kept as text unchanged', () => {
    expect(stringifyJson([new JsonNumberText('9007199254740993')])).toBe('[9007199254740993]');
    expect(stringifyJson(nested(2, new JsonNumberText('1e400'), 'a'))).toBe('{"a":{"a":1e400}}');
  });
});

/** What a parser says, without the difference that exact numbers make. */
function outcome(parse: () => JsonValue): unknown {
  try {
    return JSON.parse(stringifyJson(parse()));
  } catch (error) {
    return error instanceof SyntaxError ? 'refused' : error;
  }
}
