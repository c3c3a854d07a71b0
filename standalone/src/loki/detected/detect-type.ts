import { parseGoFloat } from '../logql/go-float.ts';
import { parseGoDurationNanos } from '../logql/parse-duration.ts';
import { parseSizeBytes } from '../logql/parse-size.ts';

/** What the text of a field can be read as, the narrowest first. */
export type FieldType = 'int' | 'float' | 'boolean' | 'duration' | 'bytes' | 'string';

const TRUTHS: ReadonlySet<string> = new Set(['t', 'T', 'true', 'True', 'TRUE', 'f', 'F', 'false', 'False', 'FALSE']);
const MAX_INT = 2n ** 63n - 1n;

/** The narrowest type of a field's text. */
export function detectType(text: string): FieldType {
  if (isInt64(text)) return 'int';
  if (parseGoFloat(text) !== undefined) return 'float';
  if (TRUTHS.has(text)) return 'boolean';
  if (parseGoDurationNanos(text) !== undefined) return 'duration';
  return parseSizeBytes(text) === undefined ? 'string' : 'bytes';
}

function isInt64(text: string): boolean {
  if (!/^[+-]?\d{1,19}$/.test(text)) return false;
  const value = BigInt(text.replace(/^\+/, ''));
  return value <= MAX_INT && value >= -MAX_INT - 1n;
}
