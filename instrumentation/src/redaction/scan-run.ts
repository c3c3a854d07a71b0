import { ALNUM, DIGIT, classOf } from './char-classes.ts';
import { matchCardNumber } from './card-number.ts';
import { matchIban } from './iban.ts';
import { matchAroundTilde, matchFormed } from './match-formed.ts';
import { matchPrefixed, type Match } from './match-prefixed.ts';

const TILDE = 126;

/** Finds the secrets of a run without escapes that are told by their own characters. */
export function scanRun(text: string, found: (start: number, end: number) => void): void {
  let before = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const bits = classOf(code);
    const begins = (bits & ALNUM) !== 0 && (before & ALNUM) === 0;
    before = bits;
    const match = begins ? matchToken(text, at) : code === TILDE ? matchAroundTilde(text, at) : undefined;
    if (match === undefined) continue;
    found(match.start, match.end);
    at = match.end - 1;
    before = classOf(text.charCodeAt(at));
  }
}

function matchToken(text: string, from: number): Match | undefined {
  return matchPrefixed(text, from) ?? matchFormed(text, from) ?? matchNumber(text, from);
}

/** A number is none where it goes on before or after: in a decimal, an identifier with hyphens, a path of ids. */
function matchNumber(text: string, from: number): Match | undefined {
  if (isAttached(text.charAt(from - 1))) return undefined;
  const isDigit = (classOf(text.charCodeAt(from)) & DIGIT) !== 0;
  const end = isDigit ? matchCardNumber(text, from) : matchIban(text, from);
  if (end === undefined) return undefined;
  const isContinued = isAttached(text.charAt(end)) && (classOf(text.charCodeAt(end + 1)) & ALNUM) !== 0;
  return isContinued || (classOf(text.charCodeAt(end)) & ALNUM) !== 0 ? undefined : { start: from, end };
}

function isAttached(sign: string): boolean {
  return sign === '.' || sign === '-' || sign === '_' || sign === '+';
}
