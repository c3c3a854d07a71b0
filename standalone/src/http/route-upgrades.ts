import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** A connection that its client wants to use for something other than HTTP. */
export interface Upgrade {
  readonly socket: Duplex;
  /** What the client has sent after the request. */
  readonly head: Buffer;
}

const pending = new WeakMap<IncomingMessage, Upgrade>();

/**
 * Hands requests for an upgrade to the app's routes, so that all its checks run before. A route takes the connection by
 * {@link takeUpgrade}; any other answer is sent as usual, and then the connection ends. What is open when the app closes
 * is cut off, after the `preClose` hooks that were added before.
 */
export function routeUpgrades(app: FastifyInstance): void {
  const sockets = new Set<Duplex>();
  app.addHook('preClose', async () => {
    for (const socket of sockets) socket.destroy();
  });
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).once('close', () => sockets.delete(socket));
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    pending.set(request, { socket, head });
    response.assignSocket(socket as Parameters<ServerResponse['assignSocket']>[0]);
    response.on('finish', () => socket.end());
    app.routing(request, response);
  });
}

/** Whether a request asks for an upgrade. */
export function isUpgrade(request: IncomingMessage): boolean {
  return pending.has(request);
}

/** Takes the connection away from the app, which answers nothing then. Undefined when no upgrade is asked for. */
export function takeUpgrade(reply: FastifyReply): Upgrade | undefined {
  const upgrade = pending.get(reply.request.raw);
  if (upgrade === undefined) return undefined;
  reply.hijack();
  reply.raw.detachSocket(upgrade.socket as Parameters<ServerResponse['detachSocket']>[0]);
  return upgrade;
}
