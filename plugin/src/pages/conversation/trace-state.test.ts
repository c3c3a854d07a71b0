import { describe, expect, it } from 'vitest';
import { RequestFailure } from '../../lib/backend.ts';
import { toTraceState } from './trace-state.ts';

const failure = (status: number) =>
  new RequestFailure({ area: 'traces', method: 'GET', path: 'api/v2/traces/a' }, { status, message: 'x' });

describe('toTraceState', () => {
  it.each([
    ['stored', { trace: { resourceSpans: [{}] } }, undefined],
    ['stored', { trace: { batches: [{}] } }, undefined],
    ['absent', { trace: {}, metrics: {} }, undefined],
    ['absent', null, undefined],
    ['absent', undefined, failure(404)],
    ['unreachable', undefined, failure(502)],
    ['unreachable', { trace: { resourceSpans: [{}] } }, new TypeError('x')],
    [undefined, undefined, undefined],
  ] as const)('is %s for %j', (state, answer, error) => {
    expect(toTraceState(answer, error)).toBe(state);
  });
});
