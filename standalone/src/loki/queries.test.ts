import { describe, expect, it } from 'vitest';
import { ago, ask, labels, range, selector, shareServer } from './test-loki-server.ts';

const server = shareServer([
  { at: ago(30), labels, metadata: { user: 'ada' }, line: 'one' },
  { at: ago(20), labels, metadata: { user: 'bo' }, line: 'two' },
  { at: ago(10), labels: { ...labels, bot_outcome: 'error' }, line: '{"a":"b"}' },
  { at: 1_700_000_000_001n, labels, line: 'soon after 1970' },
  ...Array.from({ length: 150 }, (_, index) => ({
    at: ago(index * 36 + 1),
    labels: { service_name: 'busy' },
    metadata: { user: index % 3 === 0 ? 'a' : 'b' },
    line: String(index),
  })),
]);

describe('query_range', () => {
  it('answers streams of index labels with structured metadata beside the line when that is asked for', async () => {
    const { base } = server;
    const answer = await ask(
      base,
      range,
      { query: `${selector} | json | drop __error__, __error_details__` },
      {
        headers: { 'X-Loki-Response-Encoding-Flags': 'categorize-labels' },
      },
    );
    expect(answer.data).toEqual({
      resultType: 'streams',
      encodingFlags: ['categorize-labels'],
      result: [
        {
          stream: { ...labels, bot_outcome: 'error' },
          values: [[String(ago(10)), '{"a":"b"}', { parsed: { a: 'b' } }]],
        },
        {
          stream: labels,
          values: [
            [String(ago(20)), 'two', { structuredMetadata: { user: 'bo' } }],
            [String(ago(30)), 'one', { structuredMetadata: { user: 'ada' } }],
          ],
        },
      ],
      stats: { summary: { totalEntriesReturned: 3 } },
    });
    expect(answer.text).toMatch(/^\{"status":"success",/);
    expect(answer.type).toBe('application/json; charset=UTF-8');
  });

  it('makes each set of labels and metadata a stream of its own otherwise', async () => {
    const { base } = server;
    const { data } = await ask(base, range, { query: selector, direction: 'FORWARD', limit: '2' });
    expect(data.encodingFlags).toBeUndefined();
    expect(data.result).toEqual([
      { stream: { ...labels, user: 'ada' }, values: [[String(ago(30)), 'one']] },
      { stream: { ...labels, user: 'bo' }, values: [[String(ago(20)), 'two']] },
    ]);
  });

  it('returns the newest 100 of the last hour by default', async () => {
    const { base } = server;
    const { data } = await ask(base, range, { query: '{service_name="busy"}' });
    const lines = data.result
      .flatMap((stream) => stream.values)
      .map(([, line]) => Number(line))
      .sort((left, right) => left - right);
    expect(lines).toEqual(Array.from({ length: 100 }, (_, index) => index));
  });

  it.each([
    ['seconds', '1699999980', '1699999990'],
    ['nanoseconds', String(ago(20)), String(ago(10))],
    ['seconds with a fraction', '1699999979.5', '1699999989.9'],
    ['RFC 3339', '2023-11-14T22:13:00Z', '2023-11-14T23:13:09.999999999+01:00'],
  ])('takes times in %s: the start included, the end not', async (_what, from, end) => {
    const { base } = server;
    const { data } = await ask(base, range, { query: selector, start: from, end });
    expect(data.result.map((stream) => stream.values[0]?.[1])).toEqual(['two']);
  });

  it('reads 13 digits as nanoseconds, not as milliseconds', async () => {
    const { base } = server;
    const { data } = await ask(base, range, { query: selector, start: '1700000000000', end: '1700000000002' });
    expect(data.result).toHaveLength(1);
  });

  it('answers an empty range with nothing, a reversed one with 400', async () => {
    const { base } = server;
    const empty = await ask(base, range, { query: selector, start: '1699999970', end: '1699999970' });
    expect([empty.status, empty.data.result]).toEqual([200, []]);
    const reversed = await ask(base, range, { query: selector, start: '20', end: '10' });
    expect([reversed.status, reversed.text]).toEqual([400, 'end timestamp must not be before start time']);
  });

  it.each([
    [
      { query: selector, limit: '5001' },
      'max entries limit per query exceeded, limit > max_entries_limit_per_query (5001 > 5000)',
    ],
    [{ query: selector, limit: '0' }, 'limit must be a positive value'],
    [{ query: selector, limit: 'ten' }, `could not parse 'limit' parameter: "ten" is no whole number`],
    [{ query: selector, direction: 'up' }, 'invalid direction "up": write backward or forward'],
    [
      { query: selector, start: 'yesterday' },
      `could not parse 'start' parameter: "yesterday" is no time (seconds, nanoseconds, or 2026-01-31T12:00:00Z)`,
    ],
    [{ query: selector, interval: '5s' }, 'interval is not supported by this store'],
    [{ query: `sum(rate(${selector}[1m]))`, step: '0' }, 'step must be longer than nothing, such as 60 or 1m'],
    [
      { query: `sum(rate(${selector}[1m]))`, step: 'x' },
      `could not parse 'step' parameter: "x" is no duration (seconds, or 5m, 1h30m, 7d)`,
    ],
    [
      { query: `sum(rate(${selector}[1m]))`, step: '0.1' },
      'exceeded maximum resolution of 11000 points per time series; ask for a longer step',
    ],
    [{ query: '{service_name="bot"' }, 'parse error at line 1, col 20: syntax error: unexpected end of query'],
    [{ query: `${selector} | logfmt` }, 'parse error at line 1, col 24: logfmt is not supported by this store'],
    [
      { query: `sum(count_over_time(${selector} | user > 5 [1m]))` },
      `pipeline error: 'LabelFilterErr' ("ada" in user is no number); add | __error__="" to leave such lines out`,
    ],
    [{}, 'parse error at line 1, col 1: syntax error: unexpected end of query'],
  ])('refuses %j with a plain text', async (parameters, text) => {
    const { base } = server;
    const answer = await ask(base, range, parameters);
    expect([answer.status, answer.type, answer.text]).toEqual([400, 'text/plain; charset=utf-8', text]);
  });

  it('takes a query of 128 KiB by form and by URL, one byte more is a 400', async () => {
    const { base } = server;
    const ofLength = (bytes: number) => `${selector} |= "${'%'.repeat(bytes - selector.length - 6)}"`;
    const post = (query: string) => ask(base, range, {}, { method: 'POST', body: new URLSearchParams({ query }) });
    expect((await post(ofLength(131_071))).status).toBe(200);
    expect((await ask(base, range, { query: ofLength(131_071) })).status).toBe(200);
    const longer = await post(ofLength(131_072));
    expect([longer.status, longer.text]).toEqual([400, expect.stringContaining('131072 > 131071 bytes')]);
  });

  it('reads a form before the URL, and refuses another kind of body', async () => {
    const { base } = server;
    const form = await ask(
      base,
      range,
      { query: '{', limit: '1' },
      { method: 'POST', body: new URLSearchParams({ query: selector }) },
    );
    expect(form.data.result).toHaveLength(1);
    const json = await ask(
      base,
      range,
      {},
      { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
    );
    expect([json.status, json.text]).toEqual([415, expect.stringContaining('application/x-www-form-urlencoded')]);
  });

  it('answers a metric query with a matrix: steps from the start, times in seconds, values as text', async () => {
    const { base } = server;
    const { data } = await ask(base, range, {
      query: `sum by (bot_outcome) (count_over_time(${selector}[15s]))`,
      start: '1699999975.5',
      end: '1700000000',
      step: '10s',
    });
    expect(data).toEqual({
      resultType: 'matrix',
      result: [
        { metric: { bot_outcome: 'error' }, values: [[1699999995.5, '1']] },
        {
          metric: {},
          values: [
            [1699999975.5, '1'],
            [1699999985.5, '1'],
          ],
        },
      ],
      stats: { summary: { totalEntriesReturned: 0 } },
    });
  });

  it('steps by a 250th of the range when no step is asked for', async () => {
    const { base } = server;
    const { data } = await ask(base, range, { query: 'vector(1)', start: '1699990000', end: '1700000000' });
    const seconds = data.result[0]?.values.map(([second]) => Number(second)) ?? [];
    expect(seconds).toEqual(Array.from({ length: 251 }, (_, index) => 1_699_990_000 + index * 40));
  });

  it('takes since in place of the start', async () => {
    const { base } = server;
    const { data } = await ask(base, range, { query: selector, since: '15s' });
    expect(data.result).toHaveLength(1);
  });
});

describe('query', () => {
  it("answers the data source's health check", async () => {
    const { base } = server;
    const { data } = await ask(base, '/loki/api/v1/query', { query: 'vector(1)+vector(1)', time: '4' });
    expect(data).toEqual({
      resultType: 'vector',
      result: [{ metric: {}, value: [4, '2'] }],
      stats: { summary: { totalEntriesReturned: 0 } },
    });
  });

  it('answers a number with a number, and ranks topk', async () => {
    const { base } = server;
    expect((await ask(base, '/loki/api/v1/query', { query: '1 + 1' })).data).toMatchObject({
      resultType: 'scalar',
      result: [1_700_000_000, '2'],
    });
    const top = await ask(base, '/loki/api/v1/query', {
      query: 'topk(2, sum by (user) (count_over_time({service_name="busy"}[5400s])))',
    });
    expect(top.data.result.map((sample) => [sample.metric['user'], sample.value[1]])).toEqual([
      ['b', '100'],
      ['a', '50'],
    ]);
  });

  it('refuses a log query', async () => {
    const { base } = server;
    const answer = await ask(base, '/loki/api/v1/query', { query: selector });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('range query type')]);
  });
});
