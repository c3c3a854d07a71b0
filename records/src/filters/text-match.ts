import { toLineForms } from '../logql/line-filter.ts';
import { escapeRegex } from '../logql/regex-text.ts';

/** Whether a text contains another, ignoring case as RE2 does: character by character, in every script. */
export function containsText(text: string, needle: string): boolean {
  return new RegExp(escapeRegex(needle), 'iu').test(text);
}

/** Whether a record's line contains a typed text, as it is or escaped as JSON. */
export function lineContains(line: string, needle: string): boolean {
  return toLineForms(needle).some((form) => containsText(line, form));
}

/** Whether a list of accepted values accepts this one; an absent or empty list accepts all. */
export function accepts(values: readonly string[] | undefined, value: string | undefined): boolean {
  return values === undefined || values.length === 0 || values.includes(value ?? '');
}
