import type { IncomingMessage } from 'node:http';
import { TENANTS } from '@botscope/conventions';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Upgrade } from '../../http/route-upgrades.ts';
import type { ArrivalFeed } from './arrival-feed.ts';
import type { ArrivalsRequest } from './answer-arrivals.ts';
import type { ArrivalsReader } from './arrivals-reader.ts';
import { watchArrivals } from './due-arrivals.ts';
import type { TailLimits } from './tail-options.ts';
import { TailSession } from './tail-session.ts';

/** What {@link createTails} needs. */
export interface TailsOptions {
  readonly feed: ArrivalFeed;
  readonly arrivals: ArrivalsReader;
  readonly limits: TailLimits;
}

/** A tail that was asked for and may begin. */
export interface TailStart {
  readonly request: Pick<ArrivalsRequest, 'tenant' | 'query' | 'categorized'>;
  readonly delayMillis: number;
  /** Everything up to this id is in the first message, or older than the client wants. */
  readonly position: bigint;
  /** First message; undefined when there is none. */
  readonly first: Uint8Array | undefined;
}

/** The tails that are open. */
export interface Tails {
  /** Whether there is no room for one more of a tenant. */
  isFull(tenant: string): boolean;
  /** Answers the upgrade and sends what there is and what comes. */
  begin(request: IncomingMessage, upgrade: Upgrade, start: TailStart): void;
  /** Says good-bye to all clients and ends. */
  close(): Promise<void>;
}

/** Clients send pongs and closes, nothing else. */
const MAX_MESSAGE_BYTES = 1024;
const CLOSE_GOING_AWAY = 1001;
const CLOSE_GRACE_MILLIS = 1000;

/** Opens and watches tails. */
export function createTails({ feed, arrivals, limits }: TailsOptions): Tails {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  const open = new Map<WebSocket, { readonly group: string; readonly pings: NodeJS.Timeout }>();

  const run = (socket: WebSocket, { request, delayMillis, position, first }: TailStart): void => {
    const due = watchArrivals({
      feed,
      gatherMillis: limits.gatherMillis,
      delayMillis,
      nowMillis: () => performance.now(),
      onNews: () => session.wake(),
    });
    const session = new TailSession({ socket, request, position, arrivals, due, limits });
    open.set(socket, { group: toGroup(request.tenant), pings: keepAlive(socket, limits.pingMillis) });
    socket.on('error', () => socket.terminate());
    socket.once('close', () => {
      clearInterval(open.get(socket)?.pings);
      open.delete(socket);
      session.end();
    });
    if (first !== undefined) session.send(first);
    void session.run();
  };
  return {
    isFull: (tenant) => {
      const group = toGroup(tenant);
      return [...open.values()].filter((one) => one.group === group).length >= limits.maxTails;
    },
    begin: (request, { socket, head }, start) => server.handleUpgrade(request, socket, head, (ws) => run(ws, start)),
    close: async () => {
      await Promise.all([...open.keys()].map(sayGoodbye));
      await arrivals.close();
    },
  };
}

/** Tenants that the store does not know have one share of room together. */
function toGroup(tenant: string): string {
  return TENANTS.find((known) => known === tenant) ?? '';
}

/** Pings a client; one that did not answer the ping before is cut off. */
function keepAlive(socket: WebSocket, pingMillis: number): NodeJS.Timeout {
  let isAlive = true;
  socket.on('pong', () => (isAlive = true));
  return setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, pingMillis);
}

function sayGoodbye(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const grace = setTimeout(() => socket.terminate(), CLOSE_GRACE_MILLIS);
    socket.once('close', () => {
      clearTimeout(grace);
      resolve();
    });
    socket.close(CLOSE_GOING_AWAY, 'the server is stopping');
  });
}
