import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands before a hosted store: it lets nobody through without the right credentials. */
export interface GuardedStore {
  readonly url: string;
  /** Requests that came without them. */
  readonly refused: () => number;
  close(): Promise<void>;
}

function pass(target: URL, incoming: IncomingMessage, response: ServerResponse): void {
  const { method, headers } = incoming;
  const outgoing = send(new URL(incoming.url ?? '/', target), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on('error', () => response.writeHead(502).end());
  incoming.pipe(outgoing);
}

/** Starts it before a store. */
export async function startGuardedStore(storeUrl: string, authorization: string): Promise<GuardedStore> {
  let refused = 0;
  const server = createServer((incoming, response) => {
    if (incoming.headers.authorization === authorization) return pass(new URL(storeUrl), incoming, response);
    refused += 1;
    incoming.resume();
    response.writeHead(401, { 'Content-Type': 'text/plain' }).end('authentication error: no credentials provided');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refused: () => refused,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
