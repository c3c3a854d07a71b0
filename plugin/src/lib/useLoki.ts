import { createLokiClient, type LokiClient, type LokiTransport } from '@botscope/records';
import { useMemo } from 'react';
import type { Backend } from './backend.ts';
import { useServices } from './services.ts';

/** A Loki client that asks through the gateway. */
export function useLoki(): LokiClient {
  const { backend } = useServices();
  return useMemo(() => createLokiClient(createGatewayTransport(backend)), [backend]);
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
