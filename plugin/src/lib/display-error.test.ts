import { createLokiClient, TooManyConversationsError } from '@botscope/records';
import { describe, expect, it } from 'vitest';
import { RequestFailure, type BackendRequest, type ErrorAnswer } from './backend.ts';
import { toDisplayError } from './display-error.ts';

const request: BackendRequest = {
  area: 'records',
  method: 'GET',
  path: 'loki/api/v1/query_range',
  query: { query: '{a="b"}' },
};
const fail = (answer: Partial<ErrorAnswer>, area: BackendRequest['area'] = 'records') =>
  toDisplayError(new RequestFailure({ ...request, area }, { status: 500, message: 'text', ...answer }));

describe('toDisplayError', () => {
  it.each([
    ['Grafana', 'Grafana did not answer', { status: 0 }],
    ['gateway', 'You may not read this', { status: 403, code: 'role_too_low' }],
    ['gateway', 'The gateway cannot be reached', { status: 502 }],
    ['Loki', 'Loki cannot be reached', { status: 502, code: 'upstream_down', part: 'loki' }],
    [
      'Loki',
      'What answers in the place of Loki is something else',
      { status: 502, code: 'upstream_other', part: 'loki' },
    ],
    ['Loki', 'Loki does not accept the gateway', { status: 502, code: 'upstream_refused', part: 'loki' }],
    ['Loki', 'Loki did not accept the query', { status: 400 }],
    ['Loki', 'Loki is asked too often', { status: 429 }],
    ['gateway', 'The gateway took too long', { status: 504 }],
  ] as const)('names %s: %s', (part, title, answer) => {
    expect(fail(answer)).toMatchObject({ part, title });
  });

  it('says what to narrow when a text is in too many conversations', () => {
    expect(toDisplayError(new TooManyConversationsError(2000))).toMatchObject({
      title: 'The text is in more than 2,000 conversations',
      advice: 'Narrow the time range, type more of the text, or choose an environment and a bot.',
    });
  });

  it.each([
    ['traces', 'Tempo'],
    ['sidecar', 'sidecar'],
    ['audit', 'Loki'],
  ] as const)('takes the part from the area %s', (area, part) => {
    expect(fail({ status: 400 }, area).part).toBe(part);
  });

  it('hands on what the failing part said and what it advises, and the query', () => {
    expect(fail({ status: 400, message: 'parse error at line 1', fix: 'Change it.' })).toMatchObject({
      detail: 'parse error at line 1',
      advice: 'Change it.',
      query: '{a="b"}',
    });
  });

  it('takes an answer that is not Loki’s for another program', async () => {
    const client = createLokiClient(async () => '<html>');
    const error: unknown = await client.labels({ area: 'records' }).catch((caught: unknown) => caught);
    expect(toDisplayError(error)).toMatchObject({
      part: 'Loki',
      title: 'What answers in the place of Loki is something else',
      advice: expect.stringContaining('BOTSCOPE_LOKI_URL') as string,
    });
  });

  it('takes anything else for a failure of the page', () => {
    expect(toDisplayError(new TypeError('x is undefined'))).toMatchObject({ part: 'page', detail: 'x is undefined' });
    expect(toDisplayError('odd')).toMatchObject({ part: 'page', detail: 'odd' });
  });
});
