import { parseJson } from '@botscope/delta';
import { describe, expect, it } from 'vitest';
import { searchJson } from './json-search.ts';

describe('searchJson', () => {
  it('finds names and values whatever their case, with the way to them', () => {
    const { found, shown } = searchJson({ cart: { Total: 3, items: [{ name: 'a/TOTAL' }] }, user: 'Mia' }, 'total');
    expect([...found].sort()).toEqual(['/cart/Total', '/cart/items/0/name']);
    expect([...shown].sort()).toEqual([
      '',
      '/cart',
      '/cart/Total',
      '/cart/items',
      '/cart/items/0',
      '/cart/items/0/name',
    ]);
  });

  it('finds digits of numbers that JavaScript would round, and names like __proto__', () => {
    const value = parseJson('{"a/b": 9007199254740993, "__proto__": 1}');
    expect([...searchJson(value, '740993').found]).toEqual(['/a~1b']);
    expect([...searchJson(value, '__PROTO').found]).toEqual(['/__proto__']);
  });

  it('gives up in depths where nobody looks', () => {
    expect(searchJson(parseJson('['.repeat(20_000) + ']'.repeat(20_000)), 'x').found.size).toBe(0);
  });
});
