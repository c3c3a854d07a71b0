import type { Found } from './scan-run.ts';
import type { SecretNames } from './secret-names.ts';

const LONGEST_NAME = 64;
const NAME = /["']?([\w.\u0080-\uffff-]+)(?:\]|%5d)?["']? {0,2}$/i;
/** A text in quotes, which may be escaped themselves. */
const QUOTED = /(\\*["'])(.*?)\1/sy;
/** Up to a blank, a separator, a quote, or an escape that stands for one. */
const BARE = /(?:[^\s&;"'<>`\\]|\\+(?:\/|u[0-9a-f]{4}))+/iy;
const SCHEME = /(?:bearer|basic|token) +/iy;
const LITERAL = /^(?:true|false|null|undefined|none|\W+)$/i;
const PRINTED = '[redacted:';
/** What ends a sentence or a list around a value. */
const CLOSING = new Set([',', '.', ')', '}', ']']);

/**
 * Finds values that a secret's name and `=` stand before: in connection strings, settings, cookies, command lines, forms and
 * addresses within any text.
 */
export function findAssignments(text: string, names: SecretNames, found: Found): void {
  for (let at = text.indexOf('='); at !== -1; at = text.indexOf('=', at + 1)) {
    const [, name = ''] = NAME.exec(text.slice(Math.max(0, at - LONGEST_NAME), at)) ?? [];
    if (name === '' || isComparison(text, at) || !names.isSecretParameter(name)) continue;
    const isSpaced = text.charAt(at - 1) === ' ' || text.charAt(at + 1) === ' ';
    const value = readValue(text, at + 1);
    if (value === undefined || (isSpaced && !isCredential(text, value))) continue;
    found(value.start, value.end);
    at = value.end - 1;
  }
}

interface Value {
  readonly start: number;
  readonly end: number;
}

function readValue(text: string, from: number): Value | undefined {
  let start = from;
  while (start - from < 2 && text.charAt(start) === ' ') start++;
  const quoted = matchAt(QUOTED, text, start);
  const [, quote = '', content = ''] = quoted ?? [];
  if (quoted !== null) return toValue(text, start + quote.length, start + quote.length + content.length);
  start += matchAt(/\\*["']/y, text, start)?.[0].length ?? 0;
  start += matchAt(SCHEME, text, start)?.[0].length ?? 0;
  if (text.startsWith(PRINTED, start)) return undefined;
  let end = start + (matchAt(BARE, text, start)?.[0].length ?? 0);
  while (end > start && CLOSING.has(text.charAt(end - 1))) end--;
  return toValue(text, start, end);
}

function toValue(text: string, start: number, end: number): Value | undefined {
  const value = text.slice(start, end);
  return value === '' || LITERAL.test(value) || value.startsWith(PRINTED) ? undefined : { start, end };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function isComparison(text: string, at: number): boolean {
  return /[=>~]/.test(text.charAt(at + 1)) || /[!<>=~]/.test(text.charAt(at - 1));
}

/** With blanks around the sign it may be a line of a program: only what no expression looks like counts. */
function isCredential(text: string, { start, end }: Value): boolean {
  return end - start >= 8 && /\d/.test(text.slice(start, end)) && !/^(?:\(|\[|\.\w)/.test(text.slice(end, end + 2));
}
