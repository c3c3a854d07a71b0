type Fetch = typeof globalThis.fetch;

/** Makes a call in place of `fetch`, or leaves it to it by returning undefined. */
export type FetchRecording = (fetch: Fetch, ...args: Parameters<Fetch>) => Promise<Response> | undefined;

const recordings = new Set<FetchRecording>();
let restore: (() => void) | undefined;

/** Lets a recording make the calls of the global `fetch`; returns what ends that, and puts the original back with the last. */
export function replaceGlobalFetch(recording: FetchRecording): () => void {
  recordings.add(recording);
  restore ??= replace();
  return () => {
    if (!recordings.delete(recording) || recordings.size > 0) return;
    restore?.();
    restore = undefined;
  };
}

/** What somebody else has replaced since stays; it finds our `fetch` without any recording. */
function replace(): () => void {
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, 'fetch');
  const original: unknown = descriptor?.value;
  if (descriptor?.configurable !== true || typeof original !== 'function') return () => {};
  const value = createFetch(original as Fetch);
  Object.defineProperty(globalThis, 'fetch', { ...descriptor, value });
  return () => {
    if (globalThis.fetch === value) Object.defineProperty(globalThis, 'fetch', descriptor);
  };
}

function createFetch(original: Fetch): Fetch {
  const recorded = { fetch: (...args: Parameters<Fetch>) => record(original, args) }.fetch;
  for (const key of ['length', 'toString'] as const) {
    const value: unknown = key === 'length' ? original.length : () => original.toString();
    Object.defineProperty(recorded, key, { value, configurable: true });
  }
  return recorded;
}

function record(original: Fetch, args: Parameters<Fetch>): Promise<Response> {
  for (const recording of recordings) {
    const promise = recording(original, ...args);
    if (promise !== undefined) return promise;
  }
  return original(...args);
}
