import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AuditValueError, canonicalJson, toAuditJson } from './index.ts';

describe('toAuditJson', () => {
  it('writes plain data as canonical JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(toAuditJson(value)).toBe(canonicalJson(value));
        expect(JSON.parse(toAuditJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each<[string, unknown, string]>([
    ['big integers as digits', { id: 12345678901234567890n }, '{"id":"12345678901234567890"}'],
    ['dates as ISO 8601', [new Date(0)], '["1970-01-01T00:00:00.000Z"]'],
    ['buffers as base64', { b: Buffer.from('hello') }, '{"b":"aGVsbG8="}'],
    [
      'other bytes as base64',
      [new Uint8Array([255]), new Uint8Array([1, 2]).buffer, new Uint16Array([1])],
      '["/w==","AQI=","AQA="]',
    ],
    [
      'what toJSON says',
      { d: { toJSON: (key: string) => `<${key}>` }, e: [{ toJSON: () => 5n }] },
      '{"d":"<d>","e":["5"]}',
    ],
    ['boxed primitives', [Object('x'), Object(1), Object(true)], '["x",1,true]'],
    [
      'nothing for absent members, null for absent elements',
      { a: undefined, b: [undefined, null] },
      '{"b":[null,null]}',
    ],
    [
      'hostile keys as they are',
      JSON.parse('{"__proto__":{"a":1},"constructor":2}'),
      '{"__proto__":{"a":1},"constructor":2}',
    ],
    ['keys in order', { b: 1, a: { d: 1, c: 2 } }, '{"a":{"c":2,"d":1},"b":1}'],
    ['lone surrogates as U+FFFD', { '\ud800': 'a\udc00' }, '{"\ufffd":"a\ufffd"}'],
    ['minus zero as zero', -0, '0'],
    ['null', null, 'null'],
  ])('writes %s', (_what, value, text) => {
    expect(toAuditJson(value)).toBe(text);
  });

  it('writes one object twice where it is given twice', () => {
    const shared = { a: 1 };
    expect(toAuditJson([shared, shared, { shared }])).toBe('[{"a":1},{"a":1},{"shared":{"a":1}}]');
  });

  it('writes many bytes', () => {
    const bytes = new Uint8Array(200_000).map((_, index) => index % 251);
    expect(JSON.parse(toAuditJson(bytes))).toBe(Buffer.from(bytes).toString('base64'));
  });

  it.each<[string, () => unknown, string, unknown[]]>([
    [
      'a function',
      () => ({ a: { run: () => 1 } }),
      'Audit value at $.a.run: a function has no JSON form',
      ['a', 'run'],
    ],
    ['a symbol', () => [1, Symbol('s')], 'Audit value at $[1]: a symbol has no JSON form', [1]],
    ['undefined itself', () => undefined, 'Audit value at $: undefined has no JSON form', []],
    ['NaN', () => ({ 'a b': [NaN] }), 'Audit value at $["a b"][0]: NaN has no JSON form', ['a b', 0]],
    ['infinity', () => ({ n: -Infinity }), 'Audit value at $.n: -Infinity has no JSON form', ['n']],
    ['an invalid date', () => ({ at: new Date(NaN) }), 'Audit value at $.at: the date is invalid', ['at']],
    ['a map', () => ({ m: new Map() }), 'Audit value at $.m: Map objects have no JSON form', ['m']],
    ['an error', () => [new TypeError('x')], 'Audit value at $[0]: Error objects have no JSON form', [0]],
    ['a cycle', cycle, 'Audit value at $.list[0].self: it contains itself', ['list', 0, 'self']],
    [
      'a getter that throws',
      () => ({
        get x() {
          throw new Error('no');
        },
      }),
      'Audit value at $.x: reading it failed',
      ['x'],
    ],
    [
      'a toJSON that throws',
      () => ({
        x: {
          toJSON() {
            throw new Error('no');
          },
        },
      }),
      'Audit value at $.x: its toJSON failed',
      ['x'],
    ],
    ['keys that become one', () => ({ '\ud800': 1, '\ud801': 2 }), 'another member has the same key', ['\ud801']],
  ])('refuses %s and says where it is', (_what, make, message, path) => {
    const error = caught(() => toAuditJson(make()));
    expect(error).toBeInstanceOf(AuditValueError);
    expect(error).toMatchObject({ name: 'AuditValueError', path });
    expect((error as Error).message).toContain(message);
  });

  it('takes 20,000 levels', () => {
    let value: unknown = 1n;
    for (let level = 0; level < 10_000; level += 1) value = { a: [value] };
    expect(toAuditJson(value)).toBe(`${'{"a":['.repeat(10_000)}"1"${']}'.repeat(10_000)}`);
  });
});

describe('canonicalJson', () => {
  it('sorts by UTF-16 code units, as RFC 8785 shows it', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.values(JSON.parse(canonicalJson(value)) as object)).toHaveLength(7);
    expect([...canonicalJson(value).matchAll(/:(\d)/g)].map(([, digit]) => digit).join('')).toBe('2467153');
    expect(canonicalJson([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27]',
    );
  });

  it('refuses what has no JSON form', () => {
    expect(() => canonicalJson(undefined)).toThrow('undefined has no JSON form');
    expect(() => canonicalJson([NaN])).toThrow();
  });
});

function cycle(): unknown {
  const list: unknown[] = [];
  list.push({ self: list });
  return { list };
}

function caught(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}
