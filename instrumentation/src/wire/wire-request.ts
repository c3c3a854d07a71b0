import type { WireOwner } from './wire-tap.ts';

/** A request that is about to be sent. */
export interface WireRequest {
  readonly method: string;
  /** Absolute, without fragment. */
  readonly address: string;
  /** Made by a `fetch` of undici. */
  readonly isFetch: boolean;
  /** Runs in the asynchronous context of the code that made the request. */
  runAsCaller<Result>(run: () => Result): Result;
}

/** Takes a request, or leaves it to others. Never throws. */
export type Claimant = (request: WireRequest) => WireOwner | undefined;
