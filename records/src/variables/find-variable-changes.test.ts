import { describe, expect, it } from 'vitest';
import { assembleEntries, createVariableConversation, EXACT_VALUES, type Writes } from '../../test/test-variables.ts';
import { buildVariableHistory } from './build-variable-history.ts';
import { findVariableChanges } from './find-variable-changes.ts';
import { parseVariableQuestion } from './parse-variable-question.ts';

/** One turn with a step for each list of writes. */
const historyOf = (...steps: readonly Writes[]) =>
  buildVariableHistory(assembleEntries(createVariableConversation([{ steps }]).entries), EXACT_VALUES);

/** Steps, counted from 1, that a question finds. */
function ask(history: ReturnType<typeof historyOf>, text: string): readonly number[] {
  const parsed = parseVariableQuestion(text, EXACT_VALUES);
  if ('problem' in parsed) throw new TypeError(parsed.problem);
  const changes = findVariableChanges(history, parsed.question, EXACT_VALUES);
  return changes.filter(({ matches }) => matches).map(({ index }) => index + 1);
}

const CART = historyOf(
  [['user', '"Mia"']],
  [['cart', '{"items":[{"price":3}]}']],
  [['cart', '{"items":[{"price":3}],"total":3}']],
  [['user', '"Mia Lang"']],
  [['cart', '{"items":[{"price":3},{"price":4}],"total":3}']],
  [],
  [['cart', '{"items":[],"total":null}']],
  [['cart', undefined]],
);

describe('findVariableChanges', () => {
  it('finds the step at which a total that was set at step 3 is cleared', () => {
    expect(ask(CART, 'cart.total = null')).toEqual([7]);
    expect(ask(CART, 'cart.total')).toEqual([3, 7, 8]);
  });

  it.each([
    ['cart.total = 3', [3]],
    ['cart.total != 3', [7, 8]],
    ['cart.total = absent', [8]],
    ['cart.items[0].price = 3', [2]],
    ['cart.items[0].price', [2, 7]],
    ['cart.items[1].price = 4', [5]],
    ['cart.items = []', [7]],
    ['cart', [2, 3, 5, 7, 8]],
    ['user = "Mia Lang"', [4]],
    ['nothing', []],
    ['cart.items.price', []],
  ])('answers %s', (text, steps) => {
    expect(ask(CART, text)).toEqual(steps);
  });

  it('takes the longest name that exists: cart.total may be a variable of its own', () => {
    const history = historyOf([['cart', '{"total":1}']], [['cart.total', '2']], [['cart', '{"total":3}']]);
    expect(ask(history, 'cart.total')).toEqual([1, 2]);
    expect(ask(history, 'cart["total"]')).toEqual([1, 3]);
    expect(ask(history, '"cart.total"')).toEqual([2]);
  });

  it('tells large numbers apart by their last digit', () => {
    const history = historyOf([['id', '9007199254740992']], [['id', '9007199254740993']]);
    expect(ask(history, 'id = 9007199254740993')).toEqual([2]);
  });

  it('finds members called __proto__ and nothing that is inherited', () => {
    const history = historyOf([['__proto__', '{"__proto__":1}']], [['a', '{}']]);
    expect(ask(history, '__proto__.__proto__ = 1')).toEqual([1]);
    expect(ask(history, 'a.constructor')).toEqual([]);
    expect(ask(history, 'toString')).toEqual([]);
  });

  it('compares values that are nested as deep as a record may be long', () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    const history = historyOf([['deep', deep]], [['x', '1']], [['deep', `[${deep}]`]]);
    expect(ask(history, 'deep')).toEqual([1, 3]);
  });
});
