/**
 * How values of variables are read. Values are what `parse` gives: null, booleans, strings, arrays, objects with own
 * members, and numbers, which a reader may keep as objects of its own where JavaScript would round them.
 */
export interface ValueReader {
  /** The value of a JSON text. Throws when it is none. */
  parse(text: string): unknown;
  /** Digits of a number; undefined for every other value. Equal numbers have equal texts. */
  numberText(value: unknown): string | undefined;
  /** Whether `JSON.parse` may round a number of the text, so that `parse` has to read it again. */
  mayRound(text: string): boolean;
}

/** Reads with JavaScript's numbers: those beyond 2^53 are rounded. */
export const PLAIN_VALUES: ValueReader = {
  parse: (text) => JSON.parse(text) as unknown,
  numberText: (value) => (typeof value === 'number' ? String(value) : undefined),
  mayRound: () => false,
};

/** The own member of an object or element of an array; undefined when there is none. */
export function readChild(value: unknown, key: string | number, reader: ValueReader): unknown {
  if (!isContainer(value, reader)) return undefined;
  if (Array.isArray(value) && typeof key !== 'number') return undefined;
  return Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

/** Whether two values are the same JSON; the order of keys is no difference. `undefined` is the same as itself only. */
export function isSameValue(a: unknown, b: unknown, reader: ValueReader): boolean {
  // No recursion: what a bot recorded may be nested as deep as its record is long.
  const pending: unknown[] = [a, b];
  while (pending.length > 0) {
    const right = pending.pop();
    const left = pending.pop();
    if (left !== right && !isSameButChildren(left, right, pending, reader)) return false;
  }
  return true;
}

/** Whether a value stands for one that was not recorded: too large, or kept out by the capture policy. */
export function isStandIn(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === '$truncated' || keys[0] === '$omitted');
}

function isContainer(value: unknown, reader: ValueReader): value is object {
  return typeof value === 'object' && value !== null && reader.numberText(value) === undefined;
}

/** Compares all but the children, which are put on the pile in pairs. The two are not identical. */
function isSameButChildren(a: unknown, b: unknown, pending: unknown[], reader: ValueReader): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const number = reader.numberText(a);
  if (number !== undefined) return number === reader.numberText(b);
  if (reader.numberText(b) !== undefined || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  const [left, right] = [a, b] as readonly Readonly<Record<string, unknown>>[];
  for (const key of keys) {
    if (!Object.hasOwn(b, key)) return false;
    pending.push(left?.[key], right?.[key]);
  }
  return true;
}
