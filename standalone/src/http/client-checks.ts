import { createHash, timingSafeEqual } from 'node:crypto';
import { isLoopbackName } from '../workbench/loopback.ts';

/** Whether a `Host` header names this machine or an allowed host: other names come from pages that make theirs point here. */
export function isKnownHost(header: string | undefined, allowedHosts: readonly string[]): boolean {
  const host = URL.parse(`http://${header ?? ''}`)?.hostname;
  return host !== undefined && (isLoopbackName(host) || allowedHosts.includes(host));
}

/** Whether an `Origin` header names the host that is asked. */
export function isOwnOrigin(origin: string, host: string | undefined): boolean {
  return host !== undefined && URL.parse(origin)?.host === host;
}

/** Whether an `Authorization` header is `Bearer <token>`; takes the same time for every wrong one. */
export function carriesToken(authorization: string | undefined, token: string): boolean {
  return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${token}`));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
