import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatGoFloat, parseGoFloat } from './go-float.ts';
import { parseDurationNanos, parseGoDurationNanos } from './parse-duration.ts';
import { parseJsonPath } from './parse-json-path.ts';
import { parseSizeBytes } from './parse-size.ts';
import { unquoteGoString } from './unquote-go-string.ts';

describe('unquoteGoString', () => {
  it.each([
    ['"a\\tb\\n\\"\\\\"', 'a\tb\n"\\'],
    ['"\\x41\\101\\u00e9\\U0001F600"', 'AAé😀'],
    ['"\\xc3\\xa9"', 'é'],
    ['`a\\n"b`', 'a\\n"b'],
    ['`a\r\nb`', 'a\nb'],
    ['""', ''],
  ])('reads %s', (literal, value) => {
    expect(unquoteGoString(literal)).toBe(value);
  });

  it.each(['"\\q"', '"\\x4"', '"\\400"', '"\\ud800"', '"\\U00110000"', '"a', "'a'", '"a"b"', '`a`b`', '"\\\'"'])(
    'refuses %s',
    (literal) => {
      expect(unquoteGoString(literal)).toBeUndefined();
    },
  );
});

describe('parseGoFloat', () => {
  it.each([
    ['1', 1],
    ['-1.5e3', -1500],
    ['.5', 0.5],
    ['5.', 5],
    ['0x1p-2', 0.25],
    ['-0x1.8p1', -3],
    ['+Inf', Infinity],
    ['-infinity', -Infinity],
    ['nan', NaN],
  ])('reads %s', (text, value) => {
    expect(parseGoFloat(text)).toBe(value);
  });

  it.each(['', ' 1', '1 ', '1_000', '0x10', '1e', '-nan', '5s', 'e5', '1e999', '०'])('refuses "%s"', (text) => {
    expect(parseGoFloat(text)).toBeUndefined();
  });
});

describe('formatGoFloat', () => {
  it.each([
    [1e21, '1000000000000000000000'],
    [1.5e-7, '0.00000015'],
    [-0, '-0'],
    [NaN, 'NaN'],
    [Infinity, '+Inf'],
    [-Infinity, '-Inf'],
    [1 / 60, '0.016666666666666666'],
  ])('writes %d as %s', (value, text) => {
    expect(formatGoFloat(value)).toBe(text);
  });

  it('writes no exponent and loses nothing', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = formatGoFloat(value);
        expect(text).not.toContain('e');
        expect(Number(text)).toBe(value);
      }),
    );
  });
});

describe('parseDurationNanos', () => {
  it.each([
    ['1d12h', 129_600e9],
    ['1w', 604_800e9],
    ['1y', 31_536_000e9],
    ['300ms', 300e6],
    ['1.5µs', 1500],
    ['2μs', 2000],
    ['-5m', -300e9],
    ['0', 0],
  ])('reads %s', (text, nanos) => {
    expect(parseDurationNanos(text)).toBe(nanos);
  });

  it.each(['', '5', 's', '5x', '1h 5m', '5constructor'])('refuses "%s"', (text) => {
    expect(parseDurationNanos(text)).toBeUndefined();
  });

  it('knows days only where Go does not read the text', () => {
    expect(parseGoDurationNanos('2h45m')).toBe(9900e9);
    expect(parseGoDurationNanos('1d')).toBeUndefined();
  });
});

describe('parseSizeBytes', () => {
  it.each([
    ['42MB', 42_000_000],
    ['1.5KiB', 1536],
    ['20B', 20],
    ['7', 7],
    ['3 gib', 3 * 1024 ** 3],
  ])('reads %s', (text, bytes) => {
    expect(parseSizeBytes(text)).toBe(bytes);
  });

  it.each(['', 'MB', '-1MB', '5XB', '1iB', '1.2.3KB'])('refuses "%s"', (text) => {
    expect(parseSizeBytes(text)).toBeUndefined();
  });
});

describe('parseJsonPath', () => {
  it.each([
    ['a', ['a']],
    ['a.b[0]["User-Agent"].c', ['a', 'b', 0, 'User-Agent', 'c']],
    ['["a\\"b"]', ['a"b']],
    ['[2]', [2]],
  ])('reads %s', (text, path) => {
    expect(parseJsonPath(text)).toEqual(path);
  });

  it.each(['', '.a', 'a.', 'a[', 'a[-1]', 'a b', '0a'])('refuses "%s"', (text) => {
    expect(parseJsonPath(text)).toBeUndefined();
  });
});
