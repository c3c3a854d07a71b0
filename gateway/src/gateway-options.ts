import type { WebSocketLimits } from './forward-web-socket.ts';

/** What a gateway takes from outside. */
export interface GatewayOptions {
  /** Milliseconds since the epoch; default the system's clock. */
  readonly clock: () => number;
  /** How long a store or the sidecar may stay silent; default two minutes. */
  readonly upstreamTimeoutMillis: number;
  /** How long a WebSocket lasts; default a minute of silence, an hour altogether. */
  readonly webSocketLimits: WebSocketLimits;
  /** Gets a line for each request that failed on our side; default nowhere. */
  readonly log: (line: string) => void;
}
