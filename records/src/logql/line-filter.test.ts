import { describe, expect, it } from 'vitest';
import { compileLogql } from '../../test/test-logql.ts';
import { renderLineContains } from './line-filter.ts';

const finds = (text: string, line: string) =>
  compileLogql(`{a="b"}${renderLineContains(text)}`)({ timestampUnixNano: 0n, labels: { a: 'b' }, metadata: {}, line });

describe('renderLineContains', () => {
  it.each([
    ['as it is', 'he said "no"'],
    ['in a JSON string', JSON.stringify({ body: 'he said "no"' })],
    ['in JSON within a JSON string', JSON.stringify({ body: JSON.stringify({ note: 'he said "no"' }) })],
    ['in capitals', 'HE SAID "NO"'],
  ])('finds a text %s', (_where, line) => {
    expect(finds('said "no"', line)).toBe(true);
    expect(finds('said "yes"', line)).toBe(false);
  });

  it('takes typed text literally', () => {
    expect(finds('a.c', 'abc')).toBe(false);
    expect(finds('[x]', '{"k":"[x]"}')).toBe(true);
  });
});
