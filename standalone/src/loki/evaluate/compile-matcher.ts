import type { TextMatcher } from '../logql/ast.ts';
import { compileRegexSearch } from './compile-line-search.ts';
import { compileAnchoredTest } from './compile-regex.ts';

/** Whether a label's text meets a condition; an absent label is the empty text. Regular expressions match the whole text. */
export type TextTest = (text: string) => boolean;

/** The whole text matches such an expression exactly if a search for what is within finds something. */
const CONTAINS = /^\^(\(\?(?:is|si|s):\.\*(?:[^\\.+*?()|[\]{}^$]|\\[^A-Za-z0-9\s])*\.\*\))\$$/;

/** Test of a matcher's value. */
export function compileTextTest(matcher: Pick<TextMatcher, 'operator' | 'value'>): TextTest {
  const { operator, value } = matcher;
  if (operator === '=') return (text) => text === value;
  if (operator === '!=') return (text) => text !== value;
  const [, contained] = CONTAINS.exec(value) ?? [];
  const matches = contained === undefined ? compileAnchoredTest(value) : compileRegexSearch(contained);
  return operator === '=~' ? matches : (text) => !matches(text);
}

/** Whether a matcher also holds for streams without the label. */
export function matchesEmpty(matcher: TextMatcher): boolean {
  return compileTextTest(matcher)('');
}
