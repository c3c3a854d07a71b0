import { anchorRegex, containsRegex } from './regex-text.ts';
import { quoteLogql } from './string-literal.ts';

/** A label filter. A label that a record does not have counts as the empty text, and is no number. */
export type Condition =
  | { readonly name: string; readonly operator: '=' | '!='; readonly text: string }
  | { readonly name: string; readonly operator: '=~' | '!~'; readonly regex: string }
  | { readonly name: string; readonly operator: '>' | '>=' | '<'; readonly number: number }
  | { readonly anyOf: readonly Condition[] }
  | { readonly allOf: readonly Condition[] };

/** The value is one of these texts; at least one. */
export function isOneOf(name: string, values: readonly string[]): Condition {
  return anyOf(values.map((text) => ({ name, operator: '=' as const, text })));
}

/** The value is none of these texts. */
export function isNoneOf(name: string, values: readonly string[]): Condition {
  return allOf(values.map((text) => ({ name, operator: '!=' as const, text })));
}

/** One of several labels is this text. */
export function someIs(names: readonly string[], text: string): Condition {
  return anyOf(names.map((name) => ({ name, operator: '=' as const, text })));
}

/** One of several labels contains this text, case-insensitively. */
export function someContains(names: readonly string[], text: string): Condition {
  return anyOf(names.map((name) => ({ name, operator: '=~' as const, regex: containsRegex(text) })));
}

/** The whole value matches one of these unanchored regexes; no value does when there are none. */
export function matchesAny(name: string, regexes: readonly string[]): Condition {
  if (regexes.length > 0) {
    return anyOf(regexes.map((regex) => ({ name, operator: '=~' as const, regex: anchorRegex(regex) })));
  }
  return allOf([
    { name, operator: '=', text: '' },
    { name, operator: '!=', text: '' },
  ]);
}

/** One condition as it is, several as alternatives. */
export function anyOf(conditions: readonly Condition[]): Condition {
  const [first] = conditions;
  return conditions.length === 1 && first ? first : { anyOf: conditions };
}

/** One condition as it is, several together. */
export function allOf(conditions: readonly Condition[]): Condition {
  const [first] = conditions;
  return conditions.length === 1 && first ? first : { allOf: conditions };
}

/** LogQL of one pipeline stage, with the bar before it. Values that are no number are refused, not let through. */
export function renderStage(condition: Condition): string {
  const refuseUnparsed = comparesNumbers(condition) ? ' | __error__=""' : '';
  return ` | ${renderCondition(condition)}${refuseUnparsed}`;
}

function renderCondition(condition: Condition): string {
  if ('anyOf' in condition) return condition.anyOf.map(renderMember).join(' or ');
  if ('allOf' in condition) return condition.allOf.map(renderMember).join(' and ');
  const { name, operator } = condition;
  if ('number' in condition) return `${name} ${operator} ${condition.number}`;
  return `${name} ${operator} ${quoteLogql('text' in condition ? condition.text : condition.regex)}`;
}

function renderMember(condition: Condition): string {
  const text = renderCondition(condition);
  return 'name' in condition ? text : `(${text})`;
}

function comparesNumbers(condition: Condition): boolean {
  if ('anyOf' in condition) return condition.anyOf.some(comparesNumbers);
  if ('allOf' in condition) return condition.allOf.some(comparesNumbers);
  return 'number' in condition;
}
