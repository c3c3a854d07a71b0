import type { RecordedRequestInit } from '../api/api-call.ts';
import type { ActiveScope } from '../core/active-scope.ts';
import { guard, type Kernel } from '../core/kernel.ts';
import { FetchRecorder } from './fetch-recorder.ts';

/** Makes a call with `fetch` and records it. Result and rejection are those of `fetch`. */
export async function recordFetch(
  kernel: Kernel,
  scope: ActiveScope | undefined,
  input: string | URL | Request,
  init: RecordedRequestInit | undefined,
  fetch: typeof globalThis.fetch = kernel.fetch,
): Promise<Response> {
  const recorder = kernel.sink.isRecording()
    ? guard(kernel, 'fetch', () => new FetchRecorder(kernel, scope, { input, init, fetch }))
    : undefined;
  if (recorder === undefined) return fetch(input, init);
  let response: Response;
  try {
    response = await recorder.send();
  } catch (error) {
    guard(kernel, 'fetch', () => recorder.fail(error));
    throw error;
  }
  guard(kernel, 'fetch', () => recorder.receiveResponse(response));
  return response;
}
