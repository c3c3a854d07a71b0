import type { BackendSrvRequest } from '@grafana/runtime';
import { urlUtil } from '@grafana/data';

/** Address and settings for `fetch`, from a request as plugins make it. Throws for a path that climbs. */
export function buildRequest(
  options: BackendSrvRequest,
  basePath: string,
): { readonly url: string; readonly init: RequestInit } {
  if (options.validatePath === true && /(^|\/)\.\.?(\/|$)/.test(decodeURIComponent(options.url))) {
    throw new Error(`The path "${options.url}" is not allowed to have dot segments`);
  }
  const headers = new Headers(options.headers as Record<string, string> | undefined);
  const body = toBody(options.data, headers);
  return {
    url: appendParameters(toAddress(options.url, basePath), options.params),
    init: {
      method: options.method ?? 'GET',
      headers,
      credentials: options.credentials ?? 'same-origin',
      ...(body === undefined ? {} : { body }),
    },
  };
}

function toAddress(url: string, basePath: string): string {
  return /^https?:\/\//.test(url) ? url : `${basePath}/${url.replace(/^\/+/, '')}`;
}

function appendParameters(address: string, parameters: BackendSrvRequest['params']): string {
  const query = parameters === undefined ? '' : urlUtil.serializeParams(parameters);
  if (query === '') return address;
  return `${address}${address.includes('?') ? '&' : '?'}${query}`;
}

function toBody(data: unknown, headers: Headers): BodyInit | undefined {
  if (data === undefined || data === null) return undefined;
  if (headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') === true) {
    return typeof data === 'string' ? data : urlUtil.serializeParams(data);
  }
  if (data instanceof Blob || data instanceof FormData || data instanceof URLSearchParams) return data;
  if (!headers.has('content-type')) headers.set('content-type', 'application/json');
  return typeof data === 'string' ? data : JSON.stringify(data);
}
