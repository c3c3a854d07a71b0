import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { FAULTS, type FaultName, type FaultState } from './faults.ts';

/** A server in front of another one that behaves as it is told. */
export interface FaultProxy {
  readonly url: string;
  /** When requests to `/v1/logs` met the fault, in milliseconds since the epoch; those under way at its begin, then. */
  readonly logsRequestTimes: readonly number[];
  /** Changes what it does, for new connections and for those that are open. */
  setFault(name: FaultName): Promise<void>;
  close(): Promise<void>;
}

const LOGS_REQUEST = 'POST /v1/logs ';

/** One client's connection and the one to the server behind, which is opened when the first bytes come. */
class Link {
  readonly client: Socket;
  private upstream: Socket | undefined;
  /** A request to `/v1/logs` has come and nothing of its answer. */
  waits = false;
  private readonly state: FaultState;
  private readonly target: () => string;

  constructor(client: Socket, state: FaultState, target: () => string) {
    this.client = client;
    this.state = state;
    this.target = target;
    client.on('data', (chunk) => this.onRequest(chunk));
    client.on('error', () => this.cut());
    client.on('close', () => this.cut());
  }

  /** Ends both connections with a reset. */
  cut(): void {
    this.client.resetAndDestroy();
    this.upstream?.resetAndDestroy();
  }

  private onRequest(chunk: Buffer): void {
    if (chunk.toString('latin1', 0, LOGS_REQUEST.length) === LOGS_REQUEST) {
      this.state.logsRequestTimes.push(Date.now());
      this.waits = true;
    }
    FAULTS[this.state.name].onRequest(this.asEnds(), chunk);
  }

  private asEnds() {
    return {
      toServer: (chunk: Buffer) => void (this.upstream ??= this.open()).write(chunk),
      toClient: (chunk: Buffer) => void this.client.write(chunk),
      cut: () => this.cut(),
    };
  }

  private open(): Socket {
    const { hostname, port } = new URL(this.target());
    const upstream = connect(Number(port), hostname);
    upstream.on('data', (chunk) => {
      this.waits = false;
      FAULTS[this.state.name].onAnswer(this.asEnds(), chunk);
    });
    upstream.on('error', () => this.cut());
    upstream.on('close', () => this.cut());
    return upstream;
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** Starts a proxy that passes everything on to where `target` says; a server's address may change between connections. */
export async function startFaultProxy(target: () => string): Promise<FaultProxy> {
  const state: FaultState = { name: 'pass', logsRequestTimes: [] };
  const links = new Set<Link>();
  const server = createServer({ noDelay: true }, (client) => {
    const link = new Link(client, state, target);
    links.add(link);
    client.once('close', () => links.delete(link));
  });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const cutAll = (): void => links.forEach((link) => link.cut());
  const stopListening = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    cutAll();
    await closed;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    logsRequestTimes: state.logsRequestTimes,
    setFault: async (name) => {
      state.name = name;
      state.logsRequestTimes.length = 0;
      if (FAULTS[name].breaksConnections) cutAll();
      else for (const link of links) if (link.waits) state.logsRequestTimes.push(Date.now());
      if (name === 'down') await stopListening();
      else if (!server.listening) await listen(server, port);
    },
    close: stopListening,
  };
}
