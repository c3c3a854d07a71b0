import type { IncomingHttpHeaders } from 'node:http';

/** What the requests of node:http, Express and Fastify have in common. */
export interface WebRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** Express: the address before a router has cut it. */
  readonly originalUrl?: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** Where a request comes from and what it asks for, without query and body. */
export interface ClientDetails {
  /** Absent where the address is not known any more. */
  readonly ip?: string;
  readonly userAgent?: string;
  readonly request?: string;
}
