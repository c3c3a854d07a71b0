import { joinBranches, type Branch } from './branches.ts';

/** RE2 repeats at most this often. */
const MAX_REPEAT = 1000;

/**
 * Unanchored RE2 texts that together match all whole numbers greater than `digits`, exact at any length; leading zeros
 * on either side count for nothing. `digits` consists of decimal digits.
 */
export function greaterNumberRegexes(digits: string): readonly string[] {
  const number = trimZeros(digits);
  const longer = `[1-9]${repeatDigits(number.length, true)}`;
  const [first, ...others] = joinBranches(toBranches(number, (digit) => digitRange(digit + 1, 9)));
  return [first === undefined ? longer : `${longer}|${first}`, ...others].map((regex) => `0*(?:${regex})`);
}

/** As {@link greaterNumberRegexes} for smaller numbers; none for zero, since nothing is smaller. */
export function lessNumberRegexes(digits: string): readonly string[] {
  const number = trimZeros(digits);
  if (number === '') return [];
  const shorter = number.length === 1 ? [] : [`[1-9]${shorterTail(number.length - 2)}`];
  const sameLength = joinBranches(toBranches(number, (digit, i) => digitRange(i === 0 ? 1 : 0, digit - 1)));
  // Zero alone consists of nothing but leading zeros.
  return [...[...shorter, ...sameLength].map((regex) => `0*(?:${regex})`), '0+'];
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
