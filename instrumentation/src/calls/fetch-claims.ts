import { AsyncLocalStorage } from 'node:async_hooks';
import type { Kernel } from '../core/kernel.ts';
import { watchWire } from '../wire/watch-wire.ts';
import type { Claimant } from '../wire/wire-request.ts';
import type { WireOwner } from '../wire/wire-tap.ts';

/** A call of `fetch` that waits for its answer. */
export interface FetchClaim extends WireOwner {
  /** Whether a request for an address, without fragment, is made for this call. */
  covers(address: string): boolean;
  /** Whether a request was made for it. */
  readonly isSent: boolean;
}

/** Connections remember the context in which they were opened: it must not keep a finished call. */
interface Holder {
  claim: FetchClaim | undefined;
}

const holders = new AsyncLocalStorage<Holder>();
const unsent = new Set<FetchClaim>();
const watching = new WeakSet<Kernel>();

/** Runs `fetch` for a call; requests made within are its. */
export function runClaiming(claim: FetchClaim, fetch: () => Promise<Response>): Promise<Response> {
  unsent.add(claim);
  const holder: Holder = { claim };
  const release = (): void => {
    holder.claim = undefined;
    unsent.delete(claim);
  };
  const promise = holders.run(holder, fetch);
  promise.then(release, release);
  return promise;
}

/** The call of `fetch` that the running code, making a request for an address, works for. */
export function findFetchClaim(address: string): FetchClaim | undefined {
  const claim = holders.getStore()?.claim;
  return claim?.covers(address) === true ? claim : undefined;
}

/** Takes requests that are made for calls of `fetch`. */
export const claimFetch: Claimant = (request) => {
  const claim = findFetchClaim(request.address) ?? findWaiting(request);
  if (claim !== undefined) unsent.delete(claim);
  return claim;
};

/** Watches requests for calls of `fetch` until a telemetry's end. */
export function claimRequests(kernel: Kernel): void {
  if (watching.has(kernel)) return;
  watching.add(kernel);
  kernel.pendingCalls.atEnd(watchWire((request) => claimFetch(request)));
}

/** A request that had to wait for a connection is made in the context of the one that set it free. */
function findWaiting(request: Parameters<Claimant>[0]): FetchClaim | undefined {
  if (unsent.size === 0 || !request.isFetch) return undefined;
  for (const claim of unsent) if (claim.covers(request.address)) return claim;
  return undefined;
}
