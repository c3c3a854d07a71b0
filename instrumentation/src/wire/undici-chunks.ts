import type { WireTap } from './wire-tap.ts';

type Method = (this: unknown, chunk: unknown, ...rest: unknown[]) => unknown;
type Methods = Record<string, unknown>;

/** Per class of request: the methods that bytes pass through and that no channel tells of. */
const silentMethods = new WeakMap<object, readonly string[]>();

/**
 * Before 7.11, undici told of no bodies (Node 22 has a 6). There the request's own methods are looked through, on this one
 * request only.
 */
export function tapChunks(request: object, tap: WireTap): void {
  for (const name of findSilentMethods(Object.getPrototypeOf(request) as Methods)) {
    const original = (request as Methods)[name] as Method;
    const body = name === 'onBodySent' ? tap.requestBody : tap.responseBody;
    const value: Method = function (chunk, ...rest) {
      tap.safely(() => body.add(typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array)));
      return original.call(this, chunk, ...rest);
    };
    Object.defineProperty(request, name, { value, configurable: true, writable: true, enumerable: false });
  }
}

function findSilentMethods(prototype: Methods): readonly string[] {
  let names = silentMethods.get(prototype);
  if (names === undefined) {
    names = ['onBodySent', 'onData'].filter((name) => {
      const method = prototype[name];
      return typeof method === 'function' && !String(method).includes('bodyChunk');
    });
    silentMethods.set(prototype, names);
  }
  return names;
}
