import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildIdOrderRegexes, compareTexts, FilterValueError, isInIdOrder } from './id-order.ts';
import { readLogqlString } from '../../test/test-logql.ts';
import { anchorRegex } from './regex-text.ts';
import { quoteLogql } from './string-literal.ts';

const digits = fc.stringMatching(/^[0-9]{1,40}$/);
const longDigits = fc.stringMatching(/^[0-9]{200,512}$/);
/** Pairs that share a beginning, so that the difference is anywhere. */
const similar = (part: fc.Arbitrary<string>) =>
  fc.tuple(part, part, part).map(([start, a, b]): [string, string] => [start + a, start + b]);
const word = fc.string({
  unit: fc.constantFrom('a', 'b', '-', ']', '^', '\\', '.', '\n', '0', 'é', '\ue000', '\uf8ff', '🌞'),
});

function selects(order: 'greaterThan' | 'lessThan', typed: string, id: string): boolean {
  return buildIdOrderRegexes(order, typed).some((regex) =>
    new RegExp(readLogqlString(quoteLogql(anchorRegex(regex))).value, 'u').test(id),
  );
}

function byBigInt(order: 'greaterThan' | 'lessThan', typed: string, id: string): boolean {
  return order === 'greaterThan' ? BigInt(id) > BigInt(typed) : BigInt(id) < BigInt(typed);
}

describe('buildIdOrderRegexes', () => {
  it.each(['greaterThan', 'lessThan'] as const)('compares whole numbers exactly: %s', (order) => {
    fc.assert(
      fc.property(fc.oneof(fc.tuple(digits, digits), similar(digits)), ([typed, id]) => {
        expect(selects(order, typed, id)).toBe(byBigInt(order, typed, id));
      }),
      { numRuns: 500 },
    );
  });

  it.each(['greaterThan', 'lessThan'] as const)('compares neighbours and lengths exactly: %s', (order) => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.constantFrom(-1n, 0n, 1n), (number, step) => {
        const [typed, id] = [String(number), String(number + step < 0n ? 0n : number + step)];
        expect(selects(order, typed, id)).toBe(byBigInt(order, typed, id));
      }),
    );
  });

  it('compares numbers of 512 digits, in a query that the store accepts', () => {
    fc.assert(
      fc.property(longDigits, longDigits, (typed, id) => {
        for (const order of ['greaterThan', 'lessThan'] as const) {
          expect(buildIdOrderRegexes(order, typed).join('').length).toBeLessThan(50_000);
          expect(selects(order, typed, id)).toBe(byBigInt(order, typed, id));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('writes the alternatives out, digit by digit', () => {
    expect(buildIdOrderRegexes('greaterThan', '12345')).toEqual([
      '0*(?:[1-9][0-9]{5,}|[2-9][0-9]{4}|1[3-9][0-9]{3}|12[4-9][0-9]{2}|123[5-9][0-9]|1234[6-9])',
    ]);
  });

  it('finds nothing below zero, and neither text nor a missing id below or above a number', () => {
    expect(buildIdOrderRegexes('lessThan', '0')).toEqual([]);
    for (const id of ['', 'n-7', '-3', '1e9', '4.5', ' 4']) {
      expect(selects('greaterThan', '1', id), id).toBe(false);
      expect(selects('lessThan', '99999999999', id), id).toBe(false);
    }
  });

  it.each(['greaterThan', 'lessThan'] as const)('compares other ids by code points: %s', (order) => {
    fc.assert(
      fc.property(fc.oneof(fc.tuple(word, word), similar(word)), ([typed, id]) => {
        fc.pre(!/^[0-9]+$/.test(typed));
        const expected = id !== '' && compareTexts(id, typed) * (order === 'greaterThan' ? 1 : -1) > 0;
        expect(selects(order, typed, id)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('compares texts of 512 characters, in a query that the store accepts', () => {
    const typed = 'x-'.repeat(256);
    expect(buildIdOrderRegexes('lessThan', typed).join('').length).toBeLessThan(50_000);
    expect(selects('lessThan', typed, `${typed.slice(0, -1)}!`)).toBe(true);
    expect(selects('greaterThan', typed, `${typed.slice(0, -1)}.`)).toBe(true);
  });

  it('refuses a longer value and says what to type', () => {
    expect(() => buildIdOrderRegexes('lessThan', '1'.repeat(513))).toThrow(FilterValueError);
    expect(() => buildIdOrderRegexes('lessThan', '1'.repeat(513))).toThrow(/up to 512 characters/);
  });
});

describe('isInIdOrder', () => {
  it('decides as the regex does', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('greaterThan', 'lessThan'),
        fc.oneof(digits, word),
        fc.oneof(digits, word),
        (...a) => {
          const [order, typed, id] = a;
          expect(isInIdOrder(id, order, typed)).toBe(selects(order, typed, id));
        },
      ),
      { numRuns: 300 },
    );
  });
});
