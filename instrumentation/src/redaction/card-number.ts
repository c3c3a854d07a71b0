import { DIGIT, skipClass } from './char-classes.ts';

const SHORTEST = 14;
const LONGEST = 19;
const GROUP = 4;
/** Digits between separators as issuers print them. */
const GROUPINGS: readonly (readonly number[])[] = [
  [4, 4, 4, 4, 3],
  [4, 4, 4, 4],
  [4, 6, 5],
  [4, 6, 4],
];
/** First digits of issuers, from and to, with the lengths of their numbers. */
const ISSUERS: readonly (readonly [from: number, to: number, lengths: readonly number[]])[] = [
  [40, 49, [16, 19]],
  [51, 55, [16]],
  [2221, 2720, [16]],
  [2200, 2204, [16, 19]],
  [34, 34, [15]],
  [37, 37, [15]],
  [36, 36, [14, 16]],
  [38, 38, [14, 16]],
  [300, 305, [14, 16]],
  [6011, 6011, [16, 19]],
  [644, 659, [16, 19]],
  [3528, 3589, [16, 19]],
  [62, 62, [16, 17, 18, 19]],
  [6759, 6763, [16, 18, 19]],
];

/** Where a payment card's number ends whose first (or only) digits are those from `start` to `end`; undefined for none. */
export function matchCardNumber(text: string, start: number, end: number): number | undefined {
  const length = end - start;
  if (length >= SHORTEST) return length <= LONGEST && isCardNumber(text.slice(start, end)) ? end : undefined;
  if (length !== GROUP) return undefined;
  const separator = text.charAt(end);
  if (separator !== ' ' && separator !== '-') return undefined;
  const second = skipClass(text, end + 1, DIGIT) - end - 1;
  if (second !== 4 && second !== 6) return undefined;
  for (const grouping of GROUPINGS) {
    if (grouping[1] !== second) continue;
    const grouped = readGroups(text, start, grouping);
    if (grouped !== undefined && isCardNumber(grouped.digits)) return grouped.end;
  }
  return undefined;
}

function readGroups(
  text: string,
  start: number,
  grouping: readonly number[],
): { readonly digits: string; readonly end: number } | undefined {
  const separator = text.charAt(start + GROUP);
  let at = start;
  let digits = '';
  for (const length of grouping) {
    if (at > start && text.charAt(at++) !== separator) return undefined;
    if (skipClass(text, at, DIGIT) !== at + length) return undefined;
    digits += text.slice(at, at + length);
    at += length;
  }
  return { digits, end: at };
}

function isCardNumber(digits: string): boolean {
  return hasIssuer(digits) && passesLuhn(digits);
}

function hasIssuer(digits: string): boolean {
  return ISSUERS.some(([from, to, lengths]) => {
    const first = Number(digits.slice(0, String(from).length));
    return first >= from && first <= to && lengths.includes(digits.length);
  });
}

/** From the right every second digit counts double, as the sum of its digits; the sum ends in 0. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const weighted = i % 2 === 0 ? digit : digit * 2;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}
