import {
  describeConnectionFailure,
  LOKI_AUTHORIZATION_VARIABLE,
  LOKI_TENANT_VARIABLE,
  LOKI_URL_VARIABLE,
  toStoreHeaders,
  type StoreAccess,
  type Tenant,
} from '@botscope/conventions';
import type { LokiArea, LokiTransport } from '@botscope/records';

/** The store could not be asked, or refused to answer. */
export class LokiRequestError extends Error {
  override readonly name = 'LokiRequestError';
  /** What to do about it. */
  readonly fix: string;

  constructor(message: string, fix: string, cause?: unknown) {
    super(message, { cause });
    this.fix = fix;
  }
}

/** Where Loki is and how it wants to be asked. */
export interface LokiPlace extends StoreAccess {
  readonly url: string;
}

/** Which tenant holds the records of an area, where there are three. */
export const TENANT_OF_AREA: Readonly<Record<LokiArea, Tenant>> = {
  records: 'bots',
  'api-calls': 'api',
  audit: 'audit',
};
const LONGEST_REASON = 200;
const URL_NAME = LOKI_URL_VARIABLE.name;

function toUnreachable(cause: unknown): LokiRequestError {
  const { reason, fix } = describeConnectionFailure(cause, URL_NAME);
  return new LokiRequestError(`the log store cannot be reached: ${reason}`, fix, cause);
}

/** Something that is no Loki: a page for people, or a server that does not know Loki's paths. */
function isSomethingElse(response: Response, isOptional: boolean): boolean {
  const type = response.headers.get('content-type') ?? '';
  const isForeign = type.startsWith('text/html') || (response.status >= 300 && response.status < 400);
  return isForeign || (response.ok && !type.startsWith('application/json')) || (response.status === 404 && !isOptional);
}

function toRefusal(status: number, text: string): LokiRequestError {
  const reason = text.trim().slice(0, LONGEST_REASON);
  if (text.includes('HTTP request to an HTTPS server')) {
    return new LokiRequestError('the log store speaks TLS only', `Let the address in ${URL_NAME} begin with https://.`);
  }
  const isDenied = status === 401 || status === 403;
  const fix = isDenied
    ? `Set ${LOKI_TENANT_VARIABLE.name} to the tenant it expects and ${LOKI_AUTHORIZATION_VARIABLE.name} to credentials that may read it.`
    : `Look into the log of Loki, and check ${URL_NAME}.`;
  return new LokiRequestError(`the log store answered HTTP ${status}: ${reason}`, fix);
}

/** A transport to Loki's own API. A request ends after `timeoutMillis`. Rejects with {@link LokiRequestError}. */
export function createLokiTransport(place: LokiPlace, timeoutMillis: number): LokiTransport {
  return async ({ area, path, params, headers, form, signal }) => {
    const query = new URLSearchParams(params);
    const url = `${place.url}/loki/api/v1/${path}`;
    const timeout = AbortSignal.timeout(timeoutMillis);
    const request: RequestInit = {
      headers: { ...headers, ...toStoreHeaders(TENANT_OF_AREA[area], place) },
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      redirect: 'manual',
    };
    try {
      const response = await (form
        ? fetch(url, { ...request, method: 'POST', body: query })
        : fetch(`${url}?${query.toString()}`, request));
      if (isSomethingElse(response, path.startsWith('index/'))) {
        const what = `something else answers in the place of the log store (HTTP ${response.status})`;
        throw new LokiRequestError(what, `Check ${URL_NAME}: it is the address before /loki/api/v1.`);
      }
      if (response.ok) return await response.json();
      throw toRefusal(response.status, await response.text());
    } catch (error) {
      throw error instanceof LokiRequestError ? error : toUnreachable(error);
    }
  };
}
