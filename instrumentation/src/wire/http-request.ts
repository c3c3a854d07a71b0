import type { ClientRequest } from 'node:http';
import { parseHead, toHeaderPairs } from './parse-head.ts';
import type { HeaderPairs } from './wire-tap.ts';
import type { WireRequest } from './wire-request.ts';

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** A request of `node:http` or `node:https` at the moment when it is made. */
export class HttpRequest implements WireRequest {
  readonly isFetch = false;
  private readonly request: ClientRequest;

  constructor(request: ClientRequest) {
    this.request = request;
  }

  get method(): string {
    return this.request.method;
  }

  /** Where the `Host` header names another server than the one connected to, the port is known once there is a connection. */
  get address(): string {
    const { protocol, path, host } = this.request;
    if (/^https?:\/\//.test(path)) return path;
    const named = this.request.getHeader('host');
    const bracketed = host.includes(':') ? `[${host}]` : host;
    const isNamed = typeof named === 'string' && (named === bracketed || named.startsWith(`${bracketed}:`));
    return `${protocol}//${isNamed ? named : bracketed + this.toPort()}${path}`;
  }

  runAsCaller<Result>(run: () => Result): Result {
    return run();
  }

  private toPort(): string {
    const port = this.request.socket?.remotePort;
    return port === undefined || port === DEFAULT_PORTS[this.request.protocol] ? '' : `:${port}`;
  }
}

/** Headers as written to the connection; those set so far where there was none. */
export function toHttpHeaders(request: ClientRequest): HeaderPairs {
  const { _header: head } = request as { _header?: unknown };
  return typeof head === 'string' ? parseHead(head) : toHeaderPairs(request.getHeaders());
}
