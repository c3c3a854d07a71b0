import type { LokiEntry } from '../loki/loki-entry.ts';
import { readAttribute } from './read-attribute.ts';

/** Reads an entry's attributes, by their names as emitted; what is missing or unreadable is undefined. */
export interface FieldReader {
  /** Text that is not empty. */
  text(attribute: string): string | undefined;
  /** A decimal number from text. */
  number(attribute: string): number | undefined;
  /** A whole number that is not negative. */
  count(attribute: string): number | undefined;
  /** The text `true`. */
  flag(attribute: string): boolean;
}

/** A reader of one entry. */
export function createFieldReader(entry: LokiEntry): FieldReader {
  const text = (attribute: string) => readAttribute(entry, attribute) || undefined;
  const number = (attribute: string) => parseDecimal(text(attribute));
  return {
    text,
    number,
    count: (attribute) => {
      const value = number(attribute);
      return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
    },
    flag: (attribute) => text(attribute) === 'true',
  };
}

function parseDecimal(text: string | undefined): number | undefined {
  if (text === undefined || !/^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
