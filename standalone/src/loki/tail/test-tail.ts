import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import { NOW_NANO, openTestStore, toNewRecord, type TestRecord } from '../../store/test-records.ts';
import { createLokiApi } from '../create-loki-api.ts';
import type { LokiApiOptions } from '../loki-api-options.ts';

/** A message of a tail. */
export interface Frame {
  readonly streams: readonly {
    readonly stream: Readonly<Record<string, string>>;
    readonly values: readonly (readonly [string, string, object?])[];
  }[];
  readonly dropped_entries?: readonly { readonly labels: Record<string, string>; readonly timestamp: string }[];
  readonly encodingFlags?: readonly string[];
}

let ticks = 0n;
/** Now, as bots stamp their records; it moves on from call to call. */
export const now = (): bigint => NOW_NANO + (ticks += 1000n);
export const SELECTOR = '{service_name="bot"}';

/** A Loki API over a real store. */
export async function startTailServer(options: Partial<LokiApiOptions> = {}) {
  const store = openTestStore({ limits: { groupCommitMillis: 1 } });
  const app = await createLokiApi({
    readerSource: {
      moduleUrl: new URL('../../store/open-record-reader.ts', import.meta.url).href,
      exportName: 'openRecordReader',
      options: store.dataDirectory,
    },
    threadCount: 1,
    arrivals: store,
    nowUnixNano: () => NOW_NANO,
    ...options,
    tailLimits: { gatherMillis: 5, ...options.tailLimits },
  });
  onTestFinished(() => app.close());
  await app.listen({ host: '127.0.0.1', port: 0 });
  const url = `127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const push = (...records: TestRecord[]) =>
    store.appendRecords(records.map((record) => toNewRecord({ timestampUnixNano: now(), ...record })));
  return { store, app, url, push };
}

export type TailParameters = Readonly<Record<string, string>>;

/** A client of a tail. */
export class TailClient {
  readonly socket: WebSocket;
  readonly frames: Frame[] = [];
  readonly opened: Promise<unknown>;
  readonly closed: Promise<readonly [code: number, reason: string]>;
  #look: () => void = () => undefined;

  constructor(url: string, parameters: TailParameters = {}, options: ClientOptions = {}) {
    const search = new URLSearchParams({ query: SELECTOR, ...parameters }).toString();
    this.socket = new WebSocket(`ws://${url}/loki/api/v1/tail?${search}`, {
      ...options,
      headers: { 'X-Scope-OrgID': 'bots', ...options.headers },
    });
    this.socket.on('message', (data: Buffer) => {
      this.frames.push(JSON.parse(data.toString()) as Frame);
      this.#look();
    });
    this.opened = once(this.socket, 'open');
    this.opened.catch(() => undefined);
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      this.socket.once('close', (code, reason) => resolve([code, reason.toString()]));
    });
    onTestFinished(() => this.socket.terminate());
  }

  /** Lines in the order in which they came. */
  get lines(): readonly string[] {
    return this.frames.flatMap(({ streams }) => streams.flatMap(({ values }) => values.map(([, line]) => line)));
  }

  /** Resolves once something holds for what has come. */
  async until(holds: (client: TailClient) => boolean): Promise<void> {
    while (!holds(this)) await new Promise<void>((resolve) => (this.#look = resolve));
  }
}

/** A client whose tail is open. */
export async function openTail(...parameters: ConstructorParameters<typeof TailClient>): Promise<TailClient> {
  const client = new TailClient(...parameters);
  await client.opened;
  return client;
}

/** Status and text of the answer to a tail that is refused. */
export async function refusalOf(
  url: string,
  parameters: TailParameters = {},
  options: ClientOptions = {},
): Promise<readonly [status: number | undefined, text: string]> {
  const search = new URLSearchParams({ query: SELECTOR, ...parameters }).toString();
  const socket = new WebSocket(`ws://${url}/loki/api/v1/tail?${search}`, {
    ...options,
    headers: { 'X-Scope-OrgID': 'bots', ...options.headers },
  });
  socket.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    socket.once('open', () => reject(new Error('the tail was opened')));
    socket.once('unexpected-response', (_request, response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve([response.statusCode, text]));
    });
  });
}
