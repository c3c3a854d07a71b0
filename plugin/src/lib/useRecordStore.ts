import {
  createLokiClient,
  createQueryContexts,
  type LokiClient,
  type LokiTransport,
  type QueryContexts,
} from '@botscope/records';
import type { Backend } from './backend.ts';
import { useServices } from './services.ts';

/** Where records are read. */
export interface RecordStore {
  readonly client: LokiClient;
  /** What the store indexes: queries are built for it. */
  readonly contexts: QueryContexts;
}

/** What is known of a store is shared by all pages that ask it. */
const STORES = new WeakMap<Backend, RecordStore>();

/** The store behind the gateway. */
export function useRecordStore(): RecordStore {
  const { backend, nowMillis } = useServices();
  const known = STORES.get(backend);
  if (known) return known;
  const client = createLokiClient(createGatewayTransport(backend));
  const store = { client, contexts: createQueryContexts(client, nowMillis) };
  STORES.set(backend, store);
  return store;
}

/** Sends the requests of `@botscope/records` to the gateway. */
export function createGatewayTransport(backend: Backend): LokiTransport {
  return ({ area, path, params, headers, form, signal }) =>
    backend({
      area,
      method: form ? 'POST' : 'GET',
      path: `loki/api/v1/${path}`,
      headers,
      ...(form ? { form: params } : { query: params }),
      ...(signal ? { signal } : {}),
    });
}
