import type { ServerResponse } from 'node:http';

const NAME = 'access-control-expose-headers';

/**
 * Adds names to `Access-Control-Expose-Headers`, wherever the application has put its own: into the response, or into the
 * arguments of `writeHead`, which would otherwise replace ours.
 */
export function exposeHeaders(response: ServerResponse, names: readonly string[], writeHeadArgs: unknown[]): void {
  const index = writeHeadArgs.findIndex((arg) => typeof arg === 'object' && arg !== null && !Array.isArray(arg));
  const given = writeHeadArgs[index] as Readonly<Record<string, unknown>> | undefined;
  const key = Object.keys(given ?? {}).find((name) => name.toLowerCase() === NAME);
  if (key === undefined) response.setHeader(NAME, join(response.getHeader(NAME), names));
  else writeHeadArgs[index] = { ...given, [key]: join(given?.[key], names) };
}

function join(given: unknown, names: readonly string[]): string {
  const texts = [given].flat().filter((text) => typeof text === 'string');
  const present = texts.flatMap((text) => text.split(',')).map((name) => name.trim());
  const known = new Set(present.map((name) => name.toLowerCase()));
  return [...present.filter(Boolean), ...names.filter((name) => !known.has(name))].join(', ');
}
