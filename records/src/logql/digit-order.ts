import { joinBranches, type Branch } from './branches.ts';

/**
 * Unanchored RE2 texts that together match all whole numbers greater than `digits`, exact at any length; leading zeros
 * on either side count for nothing. `digits` consists of at most 1,000 decimal digits, since RE2 repeats no more often.
 */
export function greaterNumberRegexes(digits: string): readonly string[] {
  const number = trimZeros(digits);
  const longer = `[1-9][0-9]{${number.length},}`;
  const [first, ...others] = joinBranches(toBranches(number, (digit) => digitRange(digit + 1, 9)));
  return [first === undefined ? longer : `${longer}|${first}`, ...others].map((regex) => `0*(?:${regex})`);
}

/** As {@link greaterNumberRegexes} for smaller numbers; none for zero, since nothing is smaller. */
export function lessNumberRegexes(digits: string): readonly string[] {
  const number = trimZeros(digits);
  const shorter = number.length > 1 ? [`[0-9]{1,${number.length - 1}}`] : [];
  const sameLength = joinBranches(toBranches(number, (digit) => digitRange(0, digit - 1)));
  return [...shorter, ...sameLength].map((regex) => `0*(?:${regex})`);
}

/** Without leading zeros; zero itself is the empty text. */
function trimZeros(digits: string): string {
  return digits.replace(/^0+/, '');
}

function toBranches(number: string, range: (digit: number) => string | undefined): readonly Branch[] {
  return [...number].map((character, i) => ({
    literal: character,
    choice: withTail(range(Number(character)), number.length - i - 1),
  }));
}

function withTail(range: string | undefined, tailLength: number): string | undefined {
  if (range === undefined || tailLength === 0) return range;
  return tailLength === 1 ? `${range}[0-9]` : `${range}[0-9]{${tailLength}}`;
}

function digitRange(from: number, to: number): string | undefined {
  if (from > to) return undefined;
  return from === to ? String(from) : `[${from}-${to}]`;
}
