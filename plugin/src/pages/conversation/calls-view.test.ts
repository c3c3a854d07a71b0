import { describe, expect, it } from 'vitest';
import { toCallSummary } from './calls-view.ts';

const call = (status: number | undefined, errorType?: string) => ({
  ...{ uid: 'u', method: 'GET', host: 'h', durationMs: 1, status, errorType },
  failed: errorType !== undefined,
});

describe('toCallSummary', () => {
  it.each([
    [[], '', ''],
    [[call(200)], 'HTTP 200', 'HTTP 200'],
    [[call(200), call(201)], '2 calls', '2 calls'],
    [[call(200), call(500, '500'), call(201)], '1 of 3 calls failed (HTTP 500)', '1 of 3: HTTP 500'],
    [[call(undefined, 'dns')], '1 of 1 call failed (dns)', 'dns'],
  ])('says of %o: %s, in short %s', (calls, text, short) => {
    expect(toCallSummary(calls)).toMatchObject({ text, short });
  });
});
