import type { TextMatcher } from '../logql/ast.ts';
import { compileAnchoredTest } from './compile-regex.ts';

/** Whether a label's text meets a condition; an absent label is the empty text. Regular expressions match the whole text. */
export type TextTest = (text: string) => boolean;

/** Test of a matcher's value. */
export function compileTextTest(matcher: Pick<TextMatcher, 'operator' | 'value'>): TextTest {
  const { operator, value } = matcher;
  if (operator === '=') return (text) => text === value;
  if (operator === '!=') return (text) => text !== value;
  const matches = compileAnchoredTest(value);
  return operator === '=~' ? matches : (text) => !matches(text);
}

/** Whether a matcher also holds for streams without the label. */
export function matchesEmpty(matcher: TextMatcher): boolean {
  return compileTextTest(matcher)('');
}
