import { joinBranches, type Branch } from './branches.ts';

/** RE2 repeats at most this often. */
const MAX_REPEAT = 1000;

/**
 * Unanchored RE2 text for all whole numbers greater than `digits`, exact at any length; leading zeros on either side
 * count for nothing. `digits` consists of decimal digits.
 */
export function greaterNumberRegex(digits: string): string {
  const number = trimZeros(digits);
  const longer = `[1-9]${repeatDigits(number.length, true)}`;
  const sameLength = toBranches(number, (digit) => digitRange(digit + 1, 9));
  return `0*(?:${[longer, ...joinBranches(sameLength)].join('|')})`;
}

/** As {@link greaterNumberRegex} for smaller numbers; undefined for zero, since nothing is smaller. */
export function lessNumberRegex(digits: string): string | undefined {
  const number = trimZeros(digits);
  if (number === '') return undefined;
  const shorter = number.length === 1 ? [] : [`[1-9]${shorterTail(number.length - 2)}`];
  const sameLength = toBranches(number, (digit, i) => digitRange(i === 0 ? 1 : 0, digit - 1));
  const smaller = [...shorter, ...joinBranches(sameLength)];
  // Zero alone consists of nothing but leading zeros.
  return smaller.length === 0 ? '0+' : `0*(?:${smaller.join('|')})|0+`;
}

/** Without leading zeros; zero itself is the empty text. */
function trimZeros(digits: string): string {
  return digits.replace(/^0+/, '');
}

function toBranches(number: string, range: (digit: number, position: number) => string): readonly Branch[] {
  return [...number].map((character, i) => ({
    literal: character,
    choice: withTail(range(Number(character), i), number.length - i - 1),
  }));
}

function withTail(range: string, tailLength: number): string | undefined {
  return range === '' ? undefined : range + repeatDigits(tailLength, false);
}

function digitRange(from: number, to: number): string {
  if (from > to) return '';
  return from === to ? String(from) : `[${from}-${to}]`;
}

/** Up to `count` digits. */
function shorterTail(count: number): string {
  let text = '';
  let rest = count;
  for (; rest > MAX_REPEAT; rest -= MAX_REPEAT) text += `[0-9]{0,${MAX_REPEAT}}`;
  return rest === 0 ? text : `${text}[0-9]{0,${rest}}`;
}

/** Exactly `count` digits, or at least so many when `orMore`. */
function repeatDigits(count: number, orMore: boolean): string {
  let text = '';
  let rest = count;
  for (; rest > MAX_REPEAT; rest -= MAX_REPEAT) text += `[0-9]{${MAX_REPEAT}}`;
  if (orMore) return `${text}[0-9]{${rest},}`;
  if (rest === 0) return text;
  return rest === 1 ? `${text}[0-9]` : `${text}[0-9]{${rest}}`;
}
