import type { BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';

/** An answer as plugins get it. Throws a {@link FetchError} for a status that is no success. */
export async function readAnswer<T>(response: Response, config: BackendSrvRequest): Promise<FetchResponse<T>> {
  const data = (await readData(response, response.ok ? config.responseType : undefined)) as T;
  if (response.ok) return toAnswer(response, config, data);
  const { status, statusText } = response;
  throw toThrown({ status, statusText, data: toErrorData(data, statusText), config });
}

/** Status, headers and so on of a response, with what was read of it. */
export function toAnswer<T>(response: Response, config: BackendSrvRequest, data: T): FetchResponse<T> {
  const { status, statusText, ok, headers, redirected, type, url } = response;
  return { data, status, statusText, ok, headers, redirected, type, url, config };
}

async function readData(response: Response, type: BackendSrvRequest['responseType']): Promise<unknown> {
  if (type === 'arraybuffer') return response.arrayBuffer();
  if (type === 'blob') return response.blob();
  const text = await response.text();
  return type === 'text' ? text : parseOrKeep(text);
}

function parseOrKeep(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function toErrorData(data: unknown, statusText: string): unknown {
  if (typeof data === 'object' && data !== null) return data;
  return { message: typeof data === 'string' && data !== '' ? data : statusText, error: statusText };
}

/** What a cancelled request throws. */
export function toCancelled(config: BackendSrvRequest): Error {
  return toThrown({ status: -1, statusText: 'Request was aborted', data: undefined, cancelled: true, config });
}

/** What a request throws that got no answer. */
export function toUnanswered(config: BackendSrvRequest): Error {
  const message = 'The server does not answer. Is it still running?';
  return toThrown({ status: 0, statusText: '', data: { message }, message, config });
}

/** Plugins get a plain object, as from Grafana; the type is what linters want to see thrown. */
function toThrown(error: FetchError): Error {
  return error as unknown as Error;
}
