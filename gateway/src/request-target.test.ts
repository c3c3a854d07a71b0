import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRequestTarget } from './request-target.ts';

describe('parseRequestTarget', () => {
  it('takes path and query apart without decoding either', () => {
    expect(parseRequestTarget('/a/b_c-1?query=%7B%2F..%3B&x=/../;')).toEqual({
      path: '/a/b_c-1',
      search: '?query=%7B%2F..%3B&x=/../;',
    });
    expect(parseRequestTarget('/a').search).toBe('');
  });

  it.each([
    '',
    'a',
    '*',
    '/a/',
    '/a/..',
    '/../a',
    '/a/./b',
    '/a//b',
    '//a',
    '/a%2fb',
    '/%2e%2e/a',
    '/a;b',
    '/a\\b',
    '/a#b',
    '/a?b#c',
    '/a b',
    '/ä',
    '/a?ä',
    '/a?\t',
    'http://host/a',
  ])('refuses %j', (target) => {
    expect(() => parseRequestTarget(target)).toThrow('The path is written in a way');
  });

  it('accepts only paths that a URL parser leaves as they are', () => {
    const part = fc.constantFrom('/', '.', '..', '%2e', '%2F', '\\', ';', 'a', 'records', ':', '?', '#', '%', '//');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const target = `/${parts.join('')}`;
        let path;
        try {
          ({ path } = parseRequestTarget(target));
        } catch {
          return;
        }
        expect(new URL(target, 'http://127.0.0.1').pathname).toBe(path);
        expect(decodeURIComponent(path)).toBe(path);
      }),
      { numRuns: 2_000 },
    );
  });
});
