import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../redaction/redactor.ts';
import { createJsonWriter } from './to-json-text.ts';
import { Unreadable } from './unreadable.ts';

const redactor = createRedactor({ fingerprintKey: 'key of the tests' });

function write(value: unknown): { readonly value: unknown; readonly unreadable: Record<string, number> } {
  const unreadable = new Unreadable();
  const text = createJsonWriter(redactor, unreadable).toText(value);
  return { value: text === undefined ? undefined : JSON.parse(text), unreadable: unreadable.counts };
}

describe('toText', () => {
  it('writes plain data as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(!redactor.mayOccurIn(JSON.stringify(value)) && !/=|:\/\//.test(JSON.stringify(value)));
        expect(write(value).value).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    ['a big integer', 12345678901234567890n, '12345678901234567890'],
    ['a date', new Date('2026-11-21T10:00:00Z'), '2026-11-21T10:00:00.000Z'],
    ['an invalid date', new Date(NaN), 'Invalid Date'],
    ['a map', new Map([['a', 1n]]), { a: '1' }],
    ['a set', new Set([1, 2]), [1, 2]],
    ['bytes', Buffer.from('hi'), 'base64:aGk='],
    ['an address', new URL('https://h/?token=x'), `https://h/?token=${redactor.print('x')}`],
    ['not a number', { n: NaN, i: Infinity }, { n: 'NaN', i: 'Infinity' }],
    ['a function', { f: function load() {} }, { f: '[function load]' }],
    ['a symbol', [Symbol('s')], ['Symbol(s)']],
    ['what has toJSON', { toJSON: () => ({ a: 1 }) }, { a: 1 }],
    [
      'an error',
      Object.assign(new RangeError('no'), { stack: 'at x' }),
      { name: 'RangeError', message: 'no', stack: 'at x' },
    ],
    ['undefined', undefined, undefined],
  ])('writes %s', (_name, given, expected) => {
    expect(write(given).value).toEqual(expected);
  });

  it('replaces secrets by the names of members, at any depth, and keeps the rest', () => {
    const given = { a: [{ password: 'hunter2', ok: true }], Cookie: 'c=1', max_tokens: 5, token: null };
    expect(write(given).value).toEqual({
      a: [{ password: redactor.print('hunter2'), ok: true }],
      Cookie: redactor.print('c=1'),
      max_tokens: 5,
      token: null,
    });
    expect(given.a[0]?.password).toBe('hunter2');
  });

  it('writes a member named __proto__ as a member', () => {
    const given = JSON.parse('{"__proto__":{"password":"x"},"a":1}') as object;
    const { value } = write(given);
    expect(JSON.stringify(value)).toBe(`{"__proto__":{"password":"${redactor.print('x')}"},"a":1}`);
  });

  it('puts a text in place of what cannot be read, and counts it', () => {
    const cyclic: Record<string, unknown> = { a: 1 };
    cyclic['self'] = cyclic;
    const hostile = Object.defineProperty({ b: 2 }, 'a', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    });
    const proxy = new Proxy({}, { ownKeys: () => { throw new Error('no'); } }); // prettier-ignore
    const shared = { s: 1 };
    expect(write(cyclic)).toEqual({ value: { a: 1, self: '[circular]' }, unreadable: { circular: 1 } });
    expect(write(hostile)).toEqual({ value: { a: '[unreadable]', b: 2 }, unreadable: { unreadable: 1 } });
    expect(write([proxy]).value).toEqual(['[unreadable]']);
    expect(write([shared, shared, Object.freeze({ f: 1 })]).value).toEqual([{ s: 1 }, { s: 1 }, { f: 1 }]);
    expect(write({ toJSON: () => { throw new Error('no'); } }).value).toBe('[unreadable]'); // prettier-ignore
  });

  it('ends with values that are too deep or too large', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 10_000; i++) deep = [deep];
    expect(JSON.stringify(write(deep).value)).toContain('[too deep]');
    expect((write(Array.from({ length: 200_000 }, () => 1)).value as unknown[]).at(-1)).toBe('[too many members]');
  });
});

describe('toTextOf', () => {
  it('writes what a function returns, and survives one that throws', () => {
    const unreadable = new Unreadable();
    const writer = createJsonWriter(redactor, unreadable);
    expect(writer.toTextOf(() => ({ a: 1 }))).toBe('{"a":1}');
    expect(writer.toTextOf({ a: 1 })).toBe('{"a":1}');
    expect(writer.toTextOf(() => { throw new Error('no'); })).toBe('"[unreadable]"'); // prettier-ignore
    expect(unreadable.counts).toEqual({ unreadable: 1 });
  });
});
