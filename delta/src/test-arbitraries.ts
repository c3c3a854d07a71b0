import fc from 'fast-check';
import { JsonNumberText } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

/** Few keys, so that two random values have something in common; half of them are hostile. */
const KEYS = [
  'id',
  'name',
  'a',
  'b',
  '',
  '~/',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  '0',
  'length',
];

const EXACT_NUMBERS = [
  '9007199254740993',
  '9007199254740992',
  '-18446744073709551616',
  '0.10000000000000000001',
  '1e400',
];

export const anyKey = fc.constantFrom(...KEYS);

export const anyScalar: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom<JsonValue>(null, true, false, 0, 1, 2, 1.5, '', 'x', 'y', '1', '🌞', '__proto__'),
  fc.constantFrom(...EXACT_NUMBERS).map((text) => new JsonNumberText(text)),
);

/** Random JSON, small and repetitive: equal parts, repeated elements and shared ids are frequent. */
export const anyJson: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    anyScalar,
    fc.array(tie('value'), { maxLength: 6 }),
    fc.array(fc.tuple(anyKey, tie('value')), { maxLength: 5 }).map(objectOf),
    fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 6 }).chain((ids) => identifiedItems(ids, tie('value'))),
  ),
})).value;

/** Lists as bot definitions have them: objects with ids, here in any order. */
function identifiedItems(ids: number[], value: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonValue> {
  return fc.tuple(
    ...ids.map((id) =>
      value.map((inside) =>
        objectOf([
          ['id', id],
          ['a', inside],
        ]),
      ),
    ),
  );
}

/** An object with exactly these own members, `__proto__` included. */
export function objectOf(members: readonly (readonly [string, JsonValue])[]): JsonObject {
  return Object.fromEntries(members);
}

/** A text that is the same for equal values and for no others; recursive and naive on purpose. */
export function canonicalText(value: JsonValue | undefined): string {
  if (value === undefined) return 'absent';
  if (value instanceof JsonNumberText) return `number ${value.text}`;
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, child]) => `${JSON.stringify(key)}:${canonicalText(child)}`);
  return `{${members.sort().join(',')}}`;
}

/** `levels` arrays or objects around a value. */
export function nested(levels: number, innermost: JsonValue, key: string | undefined): JsonValue {
  let value = innermost;
  for (let level = 0; level < levels; level += 1) value = key === undefined ? [value] : objectOf([[key, value]]);
  return value;
}
