import { createServer, ServerResponse, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { answerError } from './answer-error.ts';
import type { GatewayConfig } from './config.ts';
import type { GatewayOptions } from './gateway-options.ts';
import { createPeopleHandler, type Handler } from './people-handler.ts';
import { createReadOnlyHandler } from './read-only-handler.ts';
import { asksForWebSocket, type Upgrade } from './upgrade.ts';

/** Addresses on which a gateway listens, without trailing slash. */
export interface GatewayUrls {
  readonly people: string;
  readonly readOnly: string;
}

/** The door for people and for Grafana's data sources. */
export interface Gateway {
  /** Listens on both addresses; rejects with the system's error (`EADDRINUSE`, …) when it cannot. */
  listen(): Promise<GatewayUrls>;
  /** Takes no more requests and ends when those under way have ended, at most 2 s later. */
  close(): Promise<void>;
}

const CLOSE_GRACE_MILLIS = 2_000;
const DEFAULTS: GatewayOptions = {
  clock: Date.now,
  upstreamTimeoutMillis: 120_000,
  webSocketLimits: { idleMillis: 60_000, lifeMillis: 3_600_000 },
  log: () => undefined,
};

/** A server, and the connections that are no longer HTTP: it does not know of them. */
interface Listener {
  readonly server: Server;
  readonly upgraded: ReadonlySet<Duplex>;
}

function createListener(handle: Handler, log: (line: string) => void): Listener {
  const upgraded = new Set<Duplex>();
  const answer = (request: IncomingMessage, response: ServerResponse, upgrade?: Upgrade): void => {
    handle(request, response, upgrade).catch((error: unknown) => {
      const answered = answerError(response, error);
      const cause = answered.cause instanceof Error ? ` (${answered.cause.message})` : '';
      if (answered.status >= 500) log(`${request.method ?? ''} ${answered.status}: ${answered.message}${cause}`);
    });
  };
  const server = createServer({ shouldUpgradeCallback: asksForWebSocket }, (request, response) =>
    answer(request, response),
  );
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgraded.add(socket);
    socket.on('error', () => socket.destroy()).once('close', () => upgraded.delete(socket));
    answer(request, createAnswer(request, socket), { socket, head });
  });
  return { server, upgraded };
}

/** An answer in the place of an upgrade, after which the connection ends. */
function createAnswer(request: IncomingMessage, socket: Duplex): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket as Parameters<ServerResponse['assignSocket']>[0]);
  response.on('finish', () => socket.end());
  return response;
}

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      const { port: actualPort } = server.address() as AddressInfo;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`);
    });
  });
}

function close({ server, upgraded }: Listener): Promise<void> {
  return new Promise((resolve) => {
    for (const socket of upgraded) socket.destroy();
    const grace = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MILLIS);
    server.close(() => {
      clearTimeout(grace);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** Makes a gateway that does not listen yet. */
export function createGateway(config: GatewayConfig, options: Partial<GatewayOptions> = {}): Gateway {
  const all = { ...DEFAULTS, ...options };
  const people = createListener(createPeopleHandler(config, all), all.log);
  const readOnly = createListener(createReadOnlyHandler(config, all), all.log);
  return {
    async listen() {
      const peopleUrl = await listen(people.server, config.host, config.port);
      return { people: peopleUrl, readOnly: await listen(readOnly.server, config.readOnlyHost, config.readOnlyPort) };
    },
    async close() {
      await Promise.all([close(people), close(readOnly)]);
    },
  };
}
