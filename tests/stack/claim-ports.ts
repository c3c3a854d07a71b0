import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { DEFAULT_HOST } from '@botscope/conventions';
import { toListenError, type NamedAddress } from '@botscope/standalone';

/** A port that a program will listen on, on loopback. */
export interface WantedPort {
  readonly name: NamedAddress;
  /** 0 = any free one. */
  readonly port: number;
}

/**
 * Ports for programs that cannot say which free one they took, nor in our words that theirs is taken: nobody listened
 * on them a moment ago, and they are all different.
 * @throws StartError that names a port that is taken, and its variable.
 */
export async function claimPorts<Name extends string>(
  wanted: Readonly<Record<Name, WantedPort>>,
): Promise<Record<Name, number>> {
  const servers: Server[] = [];
  try {
    const ports: [string, number][] = [];
    for (const [key, one] of Object.entries<WantedPort>(wanted)) {
      const server = createServer();
      servers.push(server);
      ports.push([key, await listenOn(server, one)]);
    }
    return Object.fromEntries(ports) as Record<Name, number>;
  } finally {
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

async function listenOn(server: Server, { name, port }: WantedPort): Promise<number> {
  try {
    server.listen(port, DEFAULT_HOST);
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  } catch (error) {
    throw toListenError(name, { host: DEFAULT_HOST, port }, error);
  }
}
