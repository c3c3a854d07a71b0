import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { SidecarError } from '../sidecar-error.ts';

/** Whether a host is this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/**
 * Refuses what a web page could send: any request with an Origin, and, where the sidecar listens on loopback, a foreign
 * Host (a site whose name was made to resolve to this machine). Throws a {@link SidecarError}.
 */
export function checkHost({ headers }: FastifyRequest, boundHost: string): void {
  if (headers.origin !== undefined) throw new SidecarError('origin_refused');
  const name = (headers.host ?? '').replace(/:[0-9]+$/, '').replace(/^\[(.*)\]$/, '$1');
  if (isLoopback(boundHost) && !isLoopback(name)) throw new SidecarError('host_refused');
}
