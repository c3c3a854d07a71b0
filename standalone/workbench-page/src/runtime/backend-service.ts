import { AppEvents, type EventBusExtended } from '@grafana/data';
import {
  isFetchError,
  type BackendSrv,
  type BackendSrvRequest,
  type FetchError,
  type FetchResponse,
} from '@grafana/runtime';
import { catchError, defer, filter, from, lastValueFrom, map, of, retry, Subject, takeUntil, tap } from 'rxjs';
import { throwIfEmpty, type Observable, type ObservableInput } from 'rxjs';
import { fromFetch } from 'rxjs/fetch';
import { buildRequest } from './build-request.ts';
import { readAnswer, toAnswer, toCancelled, toUnanswered } from './read-answer.ts';

/** How long a caller has to mark an error as handled before it is shown. */
const ERROR_GRACE_MILLIS = 50;

/** What the backend service works with. */
export interface BackendServiceOptions {
  /** Sub-path without trailing slash. */
  readonly basePath: string;
  /** Where messages for people go. */
  readonly appEvents: EventBusExtended;
}

/**
 * Requests to the own server, as plugins make them by `getBackendSrv()`: a success with a message is shown unless it was
 * read only, an error is shown unless it is handled in time, and a request cancels an earlier one of the same id.
 */
export function createBackendService({ basePath, appEvents }: BackendServiceOptions): BackendSrv {
  const startedIds = new Subject<string>();

  function fetch<T>(config: BackendSrvRequest): Observable<FetchResponse<T>> {
    return defer(() => {
      if (config.requestId !== undefined) startedIds.next(config.requestId);
      const replaced = startedIds.pipe(filter((id) => id === config.requestId));
      return send(config, basePath, (response) => readAnswer<T>(response, config)).pipe(
        takeUntil(replaced),
        throwIfEmpty(() => toCancelled(config)),
        tap({
          next: (answer) => showSuccess(answer, appEvents),
          error: (error) => showErrorLater(error as FetchError<ErrorData>, appEvents),
        }),
      );
    });
  }

  return { ...createVerbs(fetch), fetch, chunked: (config) => fetchChunks(config, basePath) };
}

function send<T>(
  config: BackendSrvRequest,
  basePath: string,
  selector: (response: Response) => ObservableInput<T>,
): Observable<T> {
  const { url, init } = buildRequest(config, basePath);
  const signal = config.abortSignal ? { signal: config.abortSignal } : {};
  return fromFetch(url, { ...init, ...signal, selector }).pipe(
    retry(config.retry ?? 0),
    catchError((error: unknown) => {
      if (isFetchError(error)) throw error as unknown as Error;
      throw config.abortSignal?.aborted === true ? toCancelled(config) : toUnanswered(config);
    }),
  );
}

function fetchChunks(config: BackendSrvRequest, basePath: string): Observable<FetchResponse<Uint8Array | undefined>> {
  return send(config, basePath, (response) => {
    // RxJS reads streams; its type for them lacks an overload that the browser's has.
    const body = response.body as unknown as AsyncIterable<Uint8Array> | null;
    const chunks: Observable<Uint8Array | undefined> = body ? from(body) : of(undefined);
    return chunks.pipe(map((chunk) => toAnswer(response, config, chunk)));
  });
}

function showSuccess<T>({ config, data }: FetchResponse<T>, appEvents: EventBusExtended): void {
  const message = (data as { message?: unknown } | null)?.message;
  const reads = (config.method ?? 'GET') === 'GET';
  if (reads || config.showSuccessAlert === false || typeof message !== 'string') return;
  appEvents.emit(AppEvents.alertSuccess, [message]);
}

/** What of an error's data is shown. */
type ErrorData = { readonly message?: string } | undefined;

function showErrorLater(error: FetchError<ErrorData>, appEvents: EventBusExtended): void {
  if (error.cancelled === true || error.config.showErrorAlert === false) return;
  setTimeout(() => {
    if (error.isHandled === true) return;
    error.isHandled = true;
    appEvents.emit(AppEvents.alertError, [error.data?.message ?? error.statusText ?? 'The request failed']);
  }, ERROR_GRACE_MILLIS);
}

/** The shorthands around `fetch`. */
function createVerbs(fetch: BackendSrv['fetch']): Omit<BackendSrv, 'fetch' | 'chunked'> {
  const request = <T>(config: BackendSrvRequest): Promise<T> =>
    lastValueFrom(fetch<T>(config).pipe(map(({ data }) => data)));
  const get = <T>(url: string, params?: object, requestId?: string, rest?: Partial<BackendSrvRequest>): Promise<T> => {
    const optional = { ...(params ? { params } : {}), ...(requestId === undefined ? {} : { requestId }) };
    return request<T>({ ...rest, ...optional, method: 'GET', url });
  };
  const write =
    (method: string) =>
    <T>(url: string, data?: unknown, rest?: Partial<BackendSrvRequest>): Promise<T> =>
      request<T>({ ...rest, method, url, data });
  return {
    request,
    get,
    post: write('POST'),
    put: write('PUT'),
    patch: write('PATCH'),
    delete: write('DELETE'),
    datasourceRequest: <T>(config: BackendSrvRequest) => lastValueFrom(fetch<T>(config)),
  };
}
