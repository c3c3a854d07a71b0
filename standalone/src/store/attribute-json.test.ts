import type { AttributeValue } from '@botscope/otlp';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatValue, fromTaggedValue, type TaggedValue } from './attribute-json.ts';
import { toMap } from './test-records.ts';

const { value } = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.boolean(),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.double(),
    fc.integer().map(Number),
    fc.constant(null),
    fc.uint8Array(),
    fc.array(tie('value')),
    fc.dictionary(fc.oneof(fc.string(), fc.constant('__proto__')), tie('value')).map(toMap),
  ),
}));

describe('formatValue', () => {
  it('keeps every value with its type', () => {
    fc.assert(
      fc.property(value, (before) => {
        expect(fromTaggedValue(JSON.parse(formatValue(before)) as TaggedValue)).toEqual(before);
      }),
    );
  });
});
