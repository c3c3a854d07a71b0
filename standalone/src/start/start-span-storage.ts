import { createReceiver } from '../receiver/create-receiver.ts';
import type { ListenAddress } from './configuration.ts';
import type { NamedAddress } from './listen.ts';
import { openStoreAloud } from './open-store-aloud.ts';
import type { Run } from './run.ts';
import { serveApp } from './serve-app.ts';
import { startTempoApi, type TempoApiStart } from './start-tempo-api.ts';

/** What {@link startSpanStorage} needs. */
export interface SpanStorageStart extends TempoApiStart {
  /** Where it takes spans: on loopback, since senders show no token there. */
  readonly intake: { readonly name: NamedAddress; readonly address: ListenAddress };
}

/** In the place of a Tempo: its intake and its query API. */
export interface SpanStorage {
  /** Takes spans by OTLP/HTTP. */
  readonly otlpUrl: string;
  /** Tempo's query API. */
  readonly queryUrl: string;
}

/** Keeps spans in a store of their own and answers as a Tempo does, until the run ends. */
export async function startSpanStorage(start: SpanStorageStart, run: Run): Promise<SpanStorage> {
  const store = openStoreAloud(start.storeDirectory, run);
  const { name, address } = start.intake;
  const intake = createReceiver({ store, signals: ['traces'], host: address.host, report: run.log });
  const otlpUrl = await serveApp(run, intake, name, address);
  return { otlpUrl, queryUrl: await startTempoApi(start, run) };
}
