import { describe, expect, it } from 'vitest';
import { matchRoute, toProxyPath } from './match-route.ts';
import type { PluginRoute } from './plugin-manifest.ts';

const route = (path: string, method?: string): PluginRoute => ({
  path,
  url: 'http://h',
  headers: [],
  ...(method === undefined ? {} : { method }),
});

describe('matchRoute', () => {
  const routes = [route('a/b', 'GET'), route('a/b', 'POST'), route('c/*', 'GET'), route('any'), route('star', '*')];

  it.each([
    ['GET', 'a/b', 0, ''],
    ['POST', 'a/b', 1, ''],
    ['GET', 'c/d/e', 2, 'd/e'],
    ['GET', 'c/../a', 2, '../a'],
    ['DELETE', 'any', 3, ''],
    ['PUT', 'star', 4, ''],
  ])('answers %s %s with route %d', (method, path, index, rest) => {
    expect(matchRoute(routes, method, path)).toEqual({ route: routes[index], rest });
  });

  it.each([
    ['DELETE', 'a/b'],
    ['GET', 'a/b/c'],
    ['GET', 'a'],
    ['GET', 'a/bc'],
    ['GET', 'A/B'],
    ['GET', '/a/b'],
    ['GET', 'a//b'],
    ['GET', 'cd'],
    ['GET', ''],
  ])('has no route for %s "%s"', (method, path) => {
    expect(matchRoute(routes, method, path)).toBeUndefined();
  });
});

describe('toProxyPath', () => {
  it.each([
    ['a/b/', 'a/b'],
    ['a%2Fb', 'a/b'],
    ['a/%2e%2e/b', 'a/../b'],
    ['a%252Fb', 'a%2Fb'],
  ])('decodes %s once', (raw, path) => {
    expect(toProxyPath(raw)).toBe(path);
  });

  it('has no path for a malformed percent sign', () => {
    expect(toProxyPath('a%zz')).toBeUndefined();
  });
});
