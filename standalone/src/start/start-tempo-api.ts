import { ADDRESSES } from '@botscope/conventions';
import { createTempoApi } from '../tempo/create-tempo-api.ts';
import { isLoopbackName } from '../workbench/loopback.ts';
import type { ListenAddress } from './configuration.ts';
import type { Run } from './run.ts';
import { serveApp } from './serve-app.ts';

/** What {@link startTempoApi} needs. */
export interface TempoApiStart {
  /** Directory of the store whose spans are answered with. */
  readonly storeDirectory: string;
  readonly address: ListenAddress;
  readonly readToken: string;
}

const spanReader = {
  moduleUrl: new URL('../store/open-span-reader.ts', import.meta.url).href,
  exportName: 'openSpanReader',
};

/** Who may query: this machine freely, others with the read token. */
export function toQueryRules(host: string, readToken: string) {
  return { allowedHosts: [host], ...(isLoopbackName(host) ? {} : { readToken }) };
}

/** Serves Tempo's query API over the spans of a store, and gives its URL. */
export async function startTempoApi({ storeDirectory, address, readToken }: TempoApiStart, run: Run): Promise<string> {
  const app = await createTempoApi({
    readerSource: { ...spanReader, options: storeDirectory },
    ...toQueryRules(address.host, readToken),
    onFault: run.log,
  });
  return serveApp(run, app, ADDRESSES.tempo, address);
}
