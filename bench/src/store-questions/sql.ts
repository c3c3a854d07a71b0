import { toColumn } from '../store-corpus/columns.ts';

const quote = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const escapeLike = (value: string): string => quote(`%${value.replaceAll(/[\\%_]/g, '\\$&')}%`);

/** The attribute is one of some values. */
export const isIn = (attribute: string, ...values: readonly string[]): string =>
  `${toColumn(attribute)} IN (${values.map(quote).join(', ')})`;

/** The attribute is none of some values, or absent. */
export const isNotIn = (attribute: string, ...values: readonly string[]): string =>
  `(${toColumn(attribute)} IS NULL OR NOT ${isIn(attribute, ...values)})`;

/** A text stands in the attribute, in upper or lower case. */
export const contains = (attribute: string, text: string): string =>
  `${toColumn(attribute)} ILIKE ${escapeLike(text)} ESCAPE '\\'`;

/** A text stands in the body, in upper or lower case. */
export const bodyContains = (text: string): string => `body ILIKE ${escapeLike(text)} ESCAPE '\\'`;

/** The attribute's digits, read as a number, compare. */
export const compares = (attribute: string, operator: '<' | '>', value: bigint): string =>
  `TRY_CAST(${toColumn(attribute)} AS HUGEINT) ${operator} ${value}`;

/** The attribute is absent. */
export const isAbsent = (attribute: string): string => `${toColumn(attribute)} IS NULL`;

/** All hold. */
export const all = (...conditions: readonly string[]): string => conditions.map((one) => `(${one})`).join(' AND ');
/** Any holds. */
export const any = (...conditions: readonly string[]): string => conditions.map((one) => `(${one})`).join(' OR ');
/** It does not hold. */
export const not = (condition: string): string => `NOT (${condition})`;
