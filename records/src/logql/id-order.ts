import { greaterNumberRegexes, lessNumberRegexes } from './digit-order.ts';
import { greaterTextRegexes, lessTextRegexes } from './text-order.ts';

/** Order of an id relative to a typed one. */
export type IdOrder = 'greaterThan' | 'lessThan';

/** Longest typed id that is compared, in characters; ids in the store may be longer. */
export const MAX_COMPARED_ID_LENGTH = 512;

/** A typed value that no query can be made of; the message says what to type instead. */
export class FilterValueError extends Error {
  override readonly name = 'FilterValueError';
}

/** Whether ids are compared with a typed value as numbers of any length (true) or as text. */
export function isWholeNumber(value: string): boolean {
  return /^[0-9]+$/.test(value);
}

/**
 * Unanchored RE2 texts that together match the ids after or before a typed value; none when there can be none. For a whole
 * number these are the ids that are whole numbers themselves, compared by value at any length (`007` equals `7`);
 * otherwise all ids but the empty one, compared by code points. Throws {@link FilterValueError}.
 */
export function buildIdOrderRegexes(order: IdOrder, value: string): readonly string[] {
  if (value.length > MAX_COMPARED_ID_LENGTH) {
    throw new FilterValueError(`ids are compared up to ${MAX_COMPARED_ID_LENGTH} characters; type a shorter value`);
  }
  if (isWholeNumber(value)) return order === 'greaterThan' ? greaterNumberRegexes(value) : lessNumberRegexes(value);
  return order === 'greaterThan' ? greaterTextRegexes(value) : lessTextRegexes(value);
}

/** The same order decided directly; see {@link buildIdOrderRegexes}. */
export function isInIdOrder(id: string, order: IdOrder, value: string): boolean {
  const sign = order === 'greaterThan' ? 1 : -1;
  if (isWholeNumber(value)) return isWholeNumber(id) && sign * compareNumbers(BigInt(id), BigInt(value)) > 0;
  return id !== '' && sign * compareTexts(id, value) > 0;
}

function compareNumbers(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Negative, zero or positive as `a` comes before, equals or comes after `b` by code points. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [[...a.toWellFormed()], [...b.toWellFormed()]];
  const i = left.findIndex((character, position) => character !== right[position]);
  if (i === -1) return left.length - right.length;
  return (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? -1);
}
