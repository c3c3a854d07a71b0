import { JsonNumberText, parseJson } from '@botscope/delta';
import type { ValueReader } from '@botscope/records';

/** Reads variables with every digit of their numbers. */
export const EXACT_VALUES: ValueReader = {
  parse: parseJson,
  numberText: (value) => {
    if (value instanceof JsonNumberText) return value.text;
    return typeof value === 'number' ? String(value) : undefined;
  },
  // Reading without rounding takes longer, so only texts with a number of that length are read so. What stands in a
  // string after a colon, bracket or comma may look like one; then the text is read so for nothing.
  mayRound: (text) => /[:[,]\s*-?(?:\d[\d.]{15}|\d+(?:\.\d+)?[eE][+-]?\d{3})/.test(text),
};
