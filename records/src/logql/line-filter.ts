import { escapeRegex } from './regex-text.ts';
import { quoteLogql } from './string-literal.ts';

/** The ways in which a typed text can stand in a line: as it is, and escaped once or twice as a JSON string. */
export function toLineForms(text: string): readonly string[] {
  const once = escapeJson(text.toWellFormed());
  return [...new Set([text.toWellFormed(), once, escapeJson(once)])];
}

/** LogQL line filter: the line contains a typed text in one of its forms, case-insensitively. */
export function renderLineContains(text: string): string {
  const patterns = toLineForms(text).map((form) => quoteLogql(toPattern(form)));
  return ` |~ ${patterns.join(' or ')}`;
}

function toPattern(form: string): string {
  const escaped = escapeRegex(form);
  // Loki searches the short form faster, but misses identical text beyond ASCII in it.
  // eslint-disable-next-line no-control-regex -- ASCII includes control characters
  return /^[\u0000-\u007f]*$/.test(form) ? `(?i)${escaped}` : `(?is:.*${escaped}.*)`;
}

function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
