import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXACT_VALUES } from '../../test/test-variables.ts';
import { parseVariableQuestion } from './parse-variable-question.ts';
import { toQuestionText, type PathSegment } from './variable-question.ts';

const name = (text: string): PathSegment => ({ kind: 'name', name: text });
const exact = (text: string): PathSegment => ({ kind: 'exact', name: text });
const at = (index: number): PathSegment => ({ kind: 'index', index });

describe('parseVariableQuestion', () => {
  it.each<[string, readonly PathSegment[], string?, unknown?]>([
    ['cart', [name('cart')]],
    ['cart.total', [name('cart'), name('total')]],
    [' cart.total = null ', [name('cart'), name('total')], '=', null],
    ['cart.total==3.0', [name('cart'), name('total')], '=', 3],
    ['cart.total != 3', [name('cart'), name('total')], '!=', 3],
    ['a !== true', [name('a')], '!=', true],
    ['a = "x y"', [name('a')], '=', 'x y'],
    ["a = 'it is'", [name('a')], '=', 'it is'],
    ['a = absent', [name('a')], '=', undefined],
    ['a = {"b": [1]}', [name('a')], '=', { b: [1] }],
    ['items[0].price', [name('items'), at(0), name('price')]],
    ['items[0][1]', [name('items'), at(0), at(1)]],
    ['cart["total price"] = 1', [name('cart'), exact('total price')], '=', 1],
    ['"a name".\'x\'', [exact('a name'), exact('x')]],
    ['["cart.total"]', [exact('cart.total')]],
    ['__proto__.a', [name('__proto__'), name('a')]],
    ['größe_ü-1', [name('größe_ü-1')]],
  ])('reads %s', (text, path, operator, value) => {
    const condition = operator === undefined ? {} : { condition: { operator, value } };
    expect(parseVariableQuestion(text)).toEqual({ question: { path, ...condition } });
  });

  it('keeps the digits of a large number', () => {
    const parsed = parseVariableQuestion('id = 9007199254740993', EXACT_VALUES);
    const value = 'question' in parsed ? parsed.question.condition?.value : undefined;
    expect(EXACT_VALUES.numberText(value)).toBe('9007199254740993');
  });

  it.each([
    ['', /Name a variable, such as cart\.total/],
    ['= 3', /A name of a variable must come first/],
    ['.total', /A name of a variable must come first/],
    ['[0]', /\[0\] needs the name of a variable before it/],
    ['cart.', /A name is missing after the dot/],
    ['cart..total', /A name is missing after the dot/],
    ['cart[', /In brackets stands/],
    ['cart[x]', /In brackets stands/],
    ['cart total', /“total” is not understood: write = or !=/],
    ['cart > 3', /“> 3” is not understood/],
    ['cart =', /A value is missing/],
    ['cart = Mia', /“Mia” is no value.*"Mia"/],
    ['cart = {"a":', /is no value/],
  ])('says of “%s” what is wrong and what to write', (text, problem) => {
    expect(parseVariableQuestion(text)).toEqual({ problem: expect.stringMatching(problem) as string });
  });

  it('reads the name of any variable back from its text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const parsed = parseVariableQuestion(toQuestionText(text));
        expect(parsed).toMatchObject({ question: { path: [{ name: text }] } });
      }),
    );
  });

  it('never throws, and a name in quotes is always that name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(Object.keys(parseVariableQuestion(text))).toHaveLength(1);
        const quoted = parseVariableQuestion(`${JSON.stringify(text)} = absent`);
        expect(quoted).toEqual({ question: { path: [exact(text)], condition: { operator: '=', value: undefined } } });
      }),
    );
  });
});
