import { APP_ID } from '@botscope/conventions';
import { getBackendSrv, isFetchError, type BackendSrvRequest } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { RequestFailure, type Backend, type BackendRequest } from './backend.ts';

/** The backend over Grafana's own HTTP client and the app's proxy routes. */
export function createGrafanaBackend(): Backend {
  return async (request) => {
    try {
      const response = await lastValueFrom(getBackendSrv().fetch<unknown>(toBackendSrvRequest(request)));
      return response.data;
    } catch (error) {
      throw toFailure(request, error);
    }
  };
}

function toBackendSrvRequest(request: BackendRequest): BackendSrvRequest {
  const { form, body } = request;
  return {
    url: `/api/plugin-proxy/${APP_ID}/${request.area}/${request.path}`,
    method: request.method,
    params: request.query ?? {},
    headers: {
      ...request.headers,
      ...(form ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
    },
    showErrorAlert: false,
    showSuccessAlert: false,
    hideFromInspector: true,
    ...(form ? { data: new URLSearchParams(form).toString() } : {}),
    ...(body === undefined ? {} : { data: body }),
    ...(request.signal ? { abortSignal: request.signal } : {}),
    ...(request.wantsText ? { responseType: 'text' as const } : {}),
  };
}

function toFailure(request: BackendRequest, error: unknown): Error {
  if (request.signal?.aborted || (isFetchError(error) && error.cancelled)) {
    return new DOMException('The request is no longer wanted', 'AbortError');
  }
  if (!isFetchError<unknown>(error)) {
    return new RequestFailure(
      request,
      { status: 0, message: error instanceof Error ? error.message : String(error) },
      error,
    );
  }
  const answer = narrowErrorAnswer(error.data);
  const message = answer.message ?? error.statusText ?? `HTTP ${error.status}`;
  return new RequestFailure(request, { ...answer, message, status: error.status }, error);
}

/** Our programs answer `{code, message, part, fix}`, Grafana's proxy `{message}`, Loki and Tempo plain text. */
function narrowErrorAnswer(data: unknown): { message?: string; code?: string; part?: string; fix?: string } {
  if (typeof data === 'string') return narrowErrorText(data.trim());
  if (typeof data !== 'object' || data === null) return {};
  const members = Object.entries(data).filter(
    ([name, value]) => ['message', 'code', 'part', 'fix'].includes(name) && typeof value === 'string',
  );
  return Object.fromEntries(members);
}

/** Where text was asked for, Grafana's client gives a JSON error as text too. */
function narrowErrorText(text: string): ReturnType<typeof narrowErrorAnswer> {
  if (text === '') return {};
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' ? narrowErrorAnswer(data) : { message: text };
  } catch {
    return { message: text };
  }
}
