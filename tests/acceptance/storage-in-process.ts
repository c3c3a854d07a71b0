import { rmSync, mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HEADER_TENANT, type Tenant } from '@botscope/conventions';
import { createLokiClient, type LokiClient } from '@botscope/records';
import { onTestFinished } from 'vitest';
import { createLokiTransport } from '../../sidecar/src/context/loki-transport.ts';
import { createLokiApi } from '../../standalone/src/loki/create-loki-api.ts';
import { registerOtlpPush } from '../../standalone/src/receiver/register-otlp-push.ts';
import { openStore, type Store } from '../../standalone/src/store/open-store.ts';

/** The store of standalone with its query API, at a time that the test sets. */
export interface TestStorage {
  readonly lokiUrl: string;
  readonly client: LokiClient;
  /** Milliseconds since the epoch. */
  nowMillis: number;
  readonly store: Store;
  /** Sends an OTLP/JSON body under a tenant. */
  readonly push: (tenant: Tenant, body: string) => Promise<void>;
}

const TIMEOUT_MILLIS = 60_000;

/** A store for several tests. */
export interface OpenStorage extends TestStorage {
  /** Lets the store go, with its directory. */
  readonly close: () => Promise<void>;
}

/** Opens a store in a directory of its own; both go when the test is over. */
export async function startStorage(nowMillis: number): Promise<TestStorage> {
  const storage = await openStorage(nowMillis);
  onTestFinished(storage.close);
  return storage;
}

/** Opens a store in a directory of its own, until it is closed. */
export async function openStorage(nowMillis: number): Promise<OpenStorage> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'botscope-pinned-'));
  const time = { nowMillis };
  const clock = () => time.nowMillis;
  const store = openStore({ dataDirectory, clock });
  const app = await createLokiApi({
    readerSource: {
      moduleUrl: new URL('../../standalone/src/store/open-record-reader.ts', import.meta.url).href,
      exportName: 'openRecordReader',
      options: dataDirectory,
    },
    arrivals: store,
    nowUnixNano: () => BigInt(clock()) * 1_000_000n,
  });
  await registerOtlpPush(app, { store, clock });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const close = async (): Promise<void> => {
    await app.close();
    store.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  };
  const lokiUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const place = { url: lokiUrl, tenant: undefined, authorization: undefined };
  return Object.assign(time, {
    lokiUrl,
    client: createLokiClient(createLokiTransport(place, TIMEOUT_MILLIS)),
    store,
    close,
    push: async (tenant: Tenant, body: string) => {
      const headers = { 'content-type': 'application/json', [HEADER_TENANT]: tenant };
      const answer = await fetch(`${lokiUrl}/otlp/v1/logs`, { method: 'POST', headers, body });
      if (!answer.ok) throw new Error(`The records were refused with ${answer.status}: ${await answer.text()}`);
    },
  });
}
