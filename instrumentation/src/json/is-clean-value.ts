import { mayHoldSecrets } from '../redaction/redact-text.ts';
import type { Redactor } from '../redaction/redactor.ts';

const DEEPEST = 20;
const MOST_MEMBERS = 5_000;

/**
 * Whether `JSON.stringify` may write a value as it is: plain data, no secret. Most values are, and finding out costs less
 * than walking them with care; false says nothing. Throws what the value's getters throw.
 */
export function isCleanValue(value: unknown, redactor: Redactor): boolean {
  return isCleanWithin(value, redactor, 0) >= 0;
}

/** Members seen so far, or -1. A cycle ends at the greatest depth. */
function isCleanWithin(value: unknown, redactor: Redactor, seen: number, depth = 0): number {
  if (typeof value === 'string') return mayHoldSecrets(value) ? -1 : seen;
  if (typeof value === 'number') return Number.isFinite(value) ? seen : -1;
  if (typeof value === 'boolean' || value === null || value === undefined) return seen;
  if (typeof value !== 'object' || depth > DEEPEST || seen > MOST_MEMBERS) return -1;
  return Array.isArray(value)
    ? isCleanArray(value, redactor, seen, depth)
    : isCleanObject(value, redactor, seen, depth);
}

function isCleanArray(value: readonly unknown[], redactor: Redactor, seen: number, depth: number): number {
  let count = seen;
  for (let i = 0; i < value.length && count >= 0 && count <= MOST_MEMBERS; i++) {
    count = isCleanWithin(value[i], redactor, count + 1, depth + 1);
  }
  return count > MOST_MEMBERS ? -1 : count;
}

function isCleanObject(value: object, redactor: Redactor, seen: number, depth: number): number {
  const prototype: unknown = Object.getPrototypeOf(value);
  if ((prototype !== Object.prototype && prototype !== null) || 'toJSON' in value) return -1;
  let count = seen;
  for (const key in value) {
    if (redactor.isSecret(key)) return -1;
    count = isCleanWithin((value as Record<string, unknown>)[key], redactor, count + 1, depth + 1);
    if (count < 0 || count > MOST_MEMBERS) return -1;
  }
  return count;
}
