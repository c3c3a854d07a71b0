import { JsonNumberText } from '@botscope/delta';
import { describe, expect, it } from 'vitest';
import { readExact } from './read-exact.ts';

describe('readExact', () => {
  it('keeps numbers that JavaScript would round', () => {
    expect(readExact('{"input":{"id":9007199254740993}}', 'input', 'id')).toEqual(
      new JsonNumberText('9007199254740993'),
    );
  });

  it.each([
    ['no JSON', 'input'],
    ['{"input":1}', 'toString'],
    ['[1]', 'length'],
    [undefined, 'input'],
  ])('finds nothing in %j at %s', (line, name) => {
    expect(readExact(line, name)).toBeUndefined();
  });
});
