import type { AttributeValue } from '@botscope/otlp';
import { describe, expect, it } from 'vitest';
import { toMap } from './test-records.ts';
import { toValueText } from './value-text.ts';

describe('toValueText', () => {
  it.each<[AttributeValue, string]>([
    ['text', 'text'],
    [12n, '12'],
    [9223372036854775807n, '9223372036854775807'],
    [true, 'true'],
    [null, ''],
    [2.5, '2.5'],
    [3, '3'],
    [-0, '-0'],
    [1e21, '1e+21'],
    [1e-7, '1e-7'],
    [0.000001, '0.000001'],
    [NaN, 'json: unsupported value: NaN'],
    [-Infinity, 'json: unsupported value: -Inf'],
    [new Uint8Array([104, 105]), 'aGk='],
    [['a', 1n, null, new Uint8Array([1])], '["a",1,null,"AQ=="]'],
    [[toMap({ b: '<&>', a: 'é\u2028' })], '[{"a":"é\\u2028","b":"<&>"}]'],
    [[NaN], ''],
  ])('writes %o as %s, as a real Loki does', (value, text) => {
    expect(toValueText(value)).toBe(text);
  });
});
