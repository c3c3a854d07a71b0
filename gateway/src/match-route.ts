import type { AllowedRoute } from '@botscope/conventions';

/** A route that a request asks for, with the path to ask the upstream for. */
export interface RouteMatch {
  readonly route: AllowedRoute;
  /** Path at the upstream, with leading slash and placeholders filled. */
  readonly upstreamPath: string;
}

/** Finds the allowed route of a method and path (with leading slash), or undefined. */
export type RouteMatcher = (method: string, path: string) => RouteMatch | undefined;

const PLACEHOLDERS: Readonly<Record<string, string>> = {
  name: '[A-Za-z_][A-Za-z0-9_]*',
  tag: '[A-Za-z_.][A-Za-z0-9_.:-]*',
  hex: '[0-9A-Fa-f]{1,32}',
};

function toPattern(path: string): RegExp {
  const source = path.replace(/\{(\w+)\}|[.*+?^$()|[\]\\]/g, (found, name: string | undefined) =>
    name === undefined ? `\\${found}` : `(${PLACEHOLDERS[name] ?? '(?!)'})`,
  );
  return new RegExp(`^${source}$`);
}

function fillPlaceholders(path: string, values: readonly string[]): string {
  let index = 0;
  return path.replace(/\{\w+\}/g, () => values[index++] ?? '');
}

/** Compiles a list of routes. `toPath` gives the path, with leading slash, under which a route is asked for. */
function createRouteMatcher(routes: readonly AllowedRoute[], toPath: (route: AllowedRoute) => string): RouteMatcher {
  const compiled = routes.map((route) => ({ route, pattern: toPattern(toPath(route)) }));
  return (method, path) => {
    for (const { route, pattern } of compiled) {
      const found = route.method === method ? pattern.exec(path) : null;
      if (found) return { route, upstreamPath: fillPlaceholders(route.upstreamPath, found.slice(1)) };
    }
    return undefined;
  };
}

/** The matchers of an allow-list: an upgrade is possible on WebSocket routes, and they are nothing without one. */
export function createRouteMatchers(
  routes: readonly AllowedRoute[],
  toPath: (route: AllowedRoute) => string,
): (isUpgrade: boolean) => RouteMatcher {
  const plain = createRouteMatcher(
    routes.filter((route) => route.webSocket !== true),
    toPath,
  );
  const webSocket = createRouteMatcher(
    routes.filter((route) => route.webSocket === true),
    toPath,
  );
  return (isUpgrade) => (isUpgrade ? webSocket : plain);
}
