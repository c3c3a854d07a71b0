import { ROOT_CONTEXT } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { claimFetch, findFetchClaim, runClaiming, type FetchClaim } from './fetch-claims.ts';
import type { WireRequest } from '../wire/wire-request.ts';

const ADDRESS = 'http://host/path';

function makeClaim(): FetchClaim {
  return {
    context: ROOT_CONTEXT,
    limitBytes: 0,
    isSent: false,
    covers: (address) => address === ADDRESS,
    attach: () => {},
    receiveHead: () => {},
    end: () => {},
    reportFault: () => {},
  };
}

function makeRequest(isFetch: boolean, address = ADDRESS): WireRequest {
  return { method: 'GET', address, isFetch, runAsCaller: (run) => run() };
}

describe('claimFetch', () => {
  it('gives a request to the call that makes it, until that has its answer', async () => {
    const claim = makeClaim();
    let answer: (response: Response) => void = () => {};
    const seen: unknown[] = [];
    const look = (): void =>
      void seen.push(claimFetch(makeRequest(false)), claimFetch(makeRequest(false, 'http://other/')));
    let later: () => void = () => {};
    const promise = runClaiming(claim, () => {
      look();
      return new Promise<Response>((resolve) => {
        answer = resolve;
        const waiting = new Promise<void>((proceed) => (later = proceed));
        void waiting.then(() => seen.push(findFetchClaim(ADDRESS)));
      });
    });
    answer(new Response());
    await promise;
    later();
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toEqual([claim, undefined, undefined]);
  });

  it('gives a request of fetch that is made in the context of another to the call that waits for it, once', async () => {
    const claim = makeClaim();
    let answer: (response: Response) => void = () => {};
    const promise = runClaiming(claim, () => new Promise<Response>((resolve) => (answer = resolve)));
    const found = [makeRequest(false), makeRequest(true, 'http://other/'), makeRequest(true), makeRequest(true)].map(
      claimFetch,
    );
    answer(new Response());
    await promise;
    expect(found).toEqual([undefined, undefined, claim, undefined]);
  });
});
