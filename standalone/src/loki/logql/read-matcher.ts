import type { SyntaxNode } from '@lezer/common';
import type { TextMatcher } from './ast.ts';
import { compileRegex } from '../evaluate/compile-regex.ts';
import { errorAt } from './logql-error.ts';
import { requiredChild, stringOf, textOf } from './syntax-tree.ts';

const OPERATORS: Readonly<Record<string, TextMatcher['operator']>> = { Eq: '=', Neq: '!=', Re: '=~', Nre: '!~' };

/** A Matcher node: `name="value"` and its kin. @throws LogQlError for a bad literal or regular expression. */
export function readMatcher(query: string, node: SyntaxNode): TextMatcher {
  const name = textOf(query, requiredChild(node, 'Identifier'));
  const operator = OPERATORS[node.firstChild?.nextSibling?.name ?? ''];
  if (operator === undefined) throw new Error('the LogQL grammar has a matcher with an unknown operator');
  const valueNode = requiredChild(node, 'String');
  const value = stringOf(query, valueNode);
  if (operator === '=~' || operator === '!~') checkRegex(query, valueNode, value);
  return { kind: 'text', name, operator, value };
}

/** Refuses a regular expression that RE2 does not know. @throws LogQlError at the literal. */
export function checkRegex(query: string, node: SyntaxNode, pattern: string): void {
  try {
    compileRegex(pattern);
  } catch (error) {
    throw errorAt(query, node.from, `invalid regular expression: ${error instanceof Error ? error.message : ''}`);
  }
}
