import type { Found } from './scan-run.ts';

const LONGEST = 256;
/** A user without a password is a token where it is that long. */
const SHORTEST_TOKEN = 16;
const OUTSIDE = /[\s"'<>?#`]/;
const SCHEME_END = /:(?:\\*\/){2}$/;

/**
 * Finds passwords in addresses (`scheme://user:password@host`), and tokens in the place of the user, as in Sentry's DSN.
 * Slashes may be escaped.
 */
export function findUserInfo(text: string, found: Found): void {
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const start = findStart(text, at);
    if (start === undefined) continue;
    const user = text.slice(start, at);
    if (user.includes('[redacted:')) continue;
    const colon = user.indexOf(':');
    if (colon === -1 ? user.length >= SHORTEST_TOKEN && /\d/.test(user) : colon + 1 < user.length)
      found(start + colon + 1, at);
  }
}

/** Where the user begins: after the nearest slashes, past no more than one further `@`. */
function findStart(text: string, at: number): number | undefined {
  let signs = 0;
  for (let place = at - 1; place >= Math.max(0, at - LONGEST); place--) {
    const sign = text.charAt(place);
    if (sign === '/') return SCHEME_END.test(text.slice(Math.max(0, place - 12), place + 1)) ? place + 1 : undefined;
    if (OUTSIDE.test(sign) || (sign === '@' && ++signs > 1)) return undefined;
  }
  return undefined;
}
