import { setBackendSrv, type BackendSrv, type BackendSrvRequest } from '@grafana/runtime';
import { of, throwError } from 'rxjs';
import { afterEach, describe, expect, it } from 'vitest';
import { isAborted, RequestFailure, type BackendRequest } from './backend.ts';
import { createGrafanaBackend } from './grafana-backend.ts';

const REQUEST: BackendRequest = { area: 'records', method: 'GET', path: 'loki/api/v1/labels', query: { start: '1' } };

afterEach(() => setBackendSrv(undefined as unknown as BackendSrv));

/** Grafana's client, answering with data or failing with what it throws. */
function useClient(answer: { readonly data?: unknown; readonly error?: unknown }) {
  const sent: BackendSrvRequest[] = [];
  const fetch = (request: BackendSrvRequest) => {
    sent.push(request);
    return 'error' in answer ? throwError(() => answer.error) : of({ data: answer.data });
  };
  setBackendSrv({ fetch } as unknown as BackendSrv);
  return sent;
}

describe('createGrafanaBackend', () => {
  it('asks through the app’s proxy route, without alerts of its own', async () => {
    const sent = useClient({ data: { status: 'success' } });
    await expect(createGrafanaBackend()(REQUEST)).resolves.toEqual({ status: 'success' });
    expect(sent[0]).toMatchObject({
      url: '/api/plugin-proxy/botscope-logs-app/records/loki/api/v1/labels',
      method: 'GET',
      params: { start: '1' },
      showErrorAlert: false,
    });
  });

  it('sends long queries as a form', async () => {
    const sent = useClient({ data: {} });
    await createGrafanaBackend()({ ...REQUEST, method: 'POST', form: { query: '{a="b&c"}' } });
    expect(sent[0]?.data).toBe('query=%7Ba%3D%22b%26c%22%7D');
    expect(sent[0]?.headers).toMatchObject({ 'Content-Type': 'application/x-www-form-urlencoded' });
  });

  it.each([
    [
      { status: 403, data: { code: 'role_too_low', message: 'no', fix: 'ask' } },
      { status: 403, code: 'role_too_low', message: 'no', fix: 'ask' },
    ],
    [
      { status: 400, data: 'parse error at line 1' },
      { status: 400, message: 'parse error at line 1' },
    ],
    [
      { status: 502, statusText: 'Bad Gateway', data: null },
      { status: 502, message: 'Bad Gateway' },
    ],
    [
      { status: 500, data: { message: 7 } },
      { status: 500, message: 'HTTP 500' },
    ],
  ])('rejects with what %o says', async (error, answer) => {
    useClient({ error: { config: { url: '' }, ...error } });
    const failure: unknown = await createGrafanaBackend()(REQUEST).catch((reason: unknown) => reason);
    expect(failure).toBeInstanceOf(RequestFailure);
    expect((failure as RequestFailure).answer).toEqual(answer);
  });

  it('rejects as aborted when the request is no longer wanted', async () => {
    useClient({ error: { status: -1, cancelled: true, data: null, config: { url: '' } } });
    expect(isAborted(await createGrafanaBackend()(REQUEST).catch((reason: unknown) => reason))).toBe(true);
  });

  it('rejects with status 0 when there is no answer', async () => {
    useClient({ error: new TypeError('Failed to fetch') });
    await expect(createGrafanaBackend()(REQUEST)).rejects.toMatchObject({
      answer: { status: 0, message: 'Failed to fetch' },
    });
  });
});
