import { watchHttp } from './http-watch.ts';
import { watchUndici } from './undici-watch.ts';
import type { Claimant, WireRequest } from './wire-request.ts';
import type { WireOwner } from './wire-tap.ts';

const claimants = new Set<Claimant>();
let stopWatching: (() => void) | undefined;

/**
 * Offers every outgoing HTTP request of the process to a claimant, in turn with others; returns what ends that. The process
 * is watched while there is a claimant.
 */
export function watchWire(claimant: Claimant): () => void {
  claimants.add(claimant);
  stopWatching ??= startWatching();
  return () => {
    if (!claimants.delete(claimant) || claimants.size > 0) return;
    stopWatching?.();
    stopWatching = undefined;
  };
}

function startWatching(): () => void {
  const stops = [watchUndici(claim), watchHttp(claim)];
  return () => {
    for (const stop of stops) stop();
  };
}

function claim(request: WireRequest): WireOwner | undefined {
  for (const claimant of claimants) {
    const owner = claimant(request);
    if (owner !== undefined) return owner;
  }
  return undefined;
}
