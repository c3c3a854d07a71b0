import { HEADER_TENANT, type Tenant } from '@botscope/conventions';
import type { LokiArea, LokiTransport } from '@botscope/records';

/** The store could not be asked, or refused to answer. */
export class LokiRequestError extends Error {
  override readonly name = 'LokiRequestError';
}

const TENANT_OF_AREA: Readonly<Record<LokiArea, Tenant>> = { records: 'bots', 'api-calls': 'api', audit: 'audit' };
const LONGEST_REASON = 200;

/** A transport to Loki's own API, with the tenant of each area. A request ends after `timeoutMillis`. */
export function createLokiTransport(lokiUrl: string, timeoutMillis: number): LokiTransport {
  return async ({ area, path, params, headers, form, signal }) => {
    const query = new URLSearchParams(params);
    const url = `${lokiUrl}/loki/api/v1/${path}`;
    const timeout = AbortSignal.timeout(timeoutMillis);
    const request = {
      headers: { ...headers, [HEADER_TENANT]: TENANT_OF_AREA[area] },
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    };
    const response = await (
      form ? fetch(url, { ...request, method: 'POST', body: query }) : fetch(`${url}?${query.toString()}`, request)
    ).catch((cause: unknown) => {
      throw new LokiRequestError('the log store cannot be reached', { cause });
    });
    if (response.ok) return response.json();
    const reason = (await response.text()).slice(0, LONGEST_REASON);
    throw new LokiRequestError(`the log store answered HTTP ${response.status}: ${reason}`);
  };
}
