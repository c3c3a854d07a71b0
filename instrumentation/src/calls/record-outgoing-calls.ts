import type { ActiveScope } from '../core/active-scope.ts';
import { guard, type Kernel } from '../core/kernel.ts';
import { isUnrecorded } from '../wire/unrecorded.ts';
import { watchWire } from '../wire/watch-wire.ts';
import { CallRecorder } from './call-recorder.ts';
import { claimFetch, findFetchClaim } from './fetch-claims.ts';
import { replaceGlobalFetch } from './global-fetch.ts';
import { recordFetch } from './record-fetch.ts';
import { toAddress, toWireAddress } from './to-address.ts';

/**
 * Records every outgoing HTTP call that a turn makes, whichever client makes it: the global `fetch`, undici, `node:http`
 * and `node:https` and all that are built on them. Ends with the telemetry.
 */
export function recordOutgoingCalls(kernel: Kernel): void {
  const findScope = (): ActiveScope | undefined => {
    const scope = kernel.scopes.getStore();
    return scope === undefined || isUnrecorded() || !kernel.sink.isRecording() ? undefined : scope;
  };
  const stopWatching = watchWire((request) => {
    const claimed = claimFetch(request);
    if (claimed !== undefined) return claimed;
    const scope = request.runAsCaller(findScope);
    if (scope === undefined) return undefined;
    return guard(kernel, 'call', () => new CallRecorder(kernel, scope, request.method, request.address, {}));
  });
  const restoreFetch = replaceGlobalFetch((fetch, input, init) => {
    const scope = findScope();
    if (scope === undefined) return undefined;
    const address = guard(kernel, 'fetch', () => toWireAddress(toAddress(input)));
    if (address !== undefined && findFetchClaim(address) !== undefined) return undefined;
    return recordFetch(kernel, scope, input, init, fetch);
  });
  kernel.pendingCalls.atEnd(() => {
    stopWatching();
    restoreFetch();
  });
}
