import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { GatewayError } from './gateway-error.ts';

/** A connection whose client asks for a WebSocket. */
export interface Upgrade {
  readonly socket: Duplex;
  /** What the client has sent after the request. */
  readonly head: Buffer;
}

/** Whether a request asks for a WebSocket; any other upgrade is ignored, as HTTP allows. */
export function asksForWebSocket(request: IncomingMessage): boolean {
  return request.headers.upgrade?.toLowerCase() === 'websocket';
}

/**
 * Refuses a WebSocket that a page of another site opens: other than an answer, a page may read it without being asked.
 * A proxy that takes `Origin` away must have looked at it. `ownOrigin` is absent where no page may ask at all.
 */
export function checkPage({ headers }: IncomingMessage, ownOrigin?: string): void {
  const { origin, 'sec-fetch-site': site } = headers;
  const isForeign = origin !== undefined && (ownOrigin === undefined || origin !== ownOrigin);
  if (isForeign || (site !== undefined && site !== 'same-origin')) throw new GatewayError('origin_refused');
}
