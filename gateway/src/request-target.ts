import { GatewayError } from './gateway-error.ts';

/** A request's target, taken apart but never decoded: what is checked is what is forwarded. */
export interface RequestTarget {
  /** Path with leading slash; plain characters only. */
  readonly path: string;
  /** `?` and what follows it, or the empty string. */
  readonly search: string;
}

/**
 * No allowed path needs an escape, so none is accepted: that shuts out every spelling of `..`, `/`, `\` and `;` at
 * once instead of listing them.
 */
const PLAIN_PATH = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9_.:-]+)+$/;
const PRINTABLE = /^[\x21-\x7e]*$/;

/** Takes the raw target of a request apart. Throws `path_refused` for anything but a plain path. */
export function parseRequestTarget(rawTarget: string): RequestTarget {
  const at = rawTarget.indexOf('?');
  const path = at < 0 ? rawTarget : rawTarget.slice(0, at);
  const search = at < 0 ? '' : rawTarget.slice(at);
  if (!PLAIN_PATH.test(path) || !PRINTABLE.test(search) || search.includes('#')) throw new GatewayError('path_refused');
  return { path, search };
}
