import type { PluginRoute } from './plugin-manifest.ts';

/** A route that answers for a request, and what of the path comes after it. */
export interface RouteMatch {
  readonly route: PluginRoute;
  /** Decoded path behind `/*`; empty where the route's path was matched exactly. */
  readonly rest: string;
}

/**
 * The path as routes see it: percent signs decoded once, one trailing slash dropped. Dot segments stay as they are, as in
 * Grafana: what lies behind the proxy has to refuse them. Undefined when the percent signs are malformed.
 */
export function toProxyPath(rawPath: string): string | undefined {
  try {
    return decodeURIComponent(rawPath).replace(/\/$/, '');
  } catch {
    return undefined;
  }
}

/** The first route for a method and a path from {@link toProxyPath}. */
export function matchRoute(routes: readonly PluginRoute[], method: string, path: string): RouteMatch | undefined {
  for (const route of routes) {
    if (!matchesMethod(route, method)) continue;
    const rest = matchPath(route.path, path);
    if (rest !== undefined) return { route, rest };
  }
  return undefined;
}

function matchesMethod(route: PluginRoute, method: string): boolean {
  return route.method === undefined || route.method === '*' || route.method.toUpperCase() === method.toUpperCase();
}

function matchPath(pattern: string, path: string): string | undefined {
  if (!pattern.endsWith('/*')) return path === pattern ? '' : undefined;
  const prefix = pattern.slice(0, -1);
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}
