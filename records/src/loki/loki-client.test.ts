import { describe, expect, it } from 'vitest';
import { LokiAnswerError } from './loki-answer-error.ts';
import { createLokiClient, type LokiClient } from './loki-client.ts';
import type { LokiRequest } from './loki-transport.ts';

const range = { area: 'records', startUnixNano: 1_700_000_000_000_000_000n, endUnixNano: 1_700_000_001_000_000_007n };

function answering(answer: unknown): { client: LokiClient; requests: LokiRequest[] } {
  const requests: LokiRequest[] = [];
  const client = createLokiClient(async (request) => {
    requests.push(request);
    return answer;
  });
  return { client, requests };
}

const streams = (result: unknown) => ({ status: 'success', data: { resultType: 'streams', result } });

describe('createLokiClient', () => {
  const request = { ...range, area: 'records', logql: '{a="b"}', limit: 10 } as const;

  it('asks with nanoseconds as text and for metadata apart from labels', async () => {
    const { client, requests } = answering(streams([]));
    await client.queryEntries(request);
    expect(requests).toEqual([
      {
        area: 'records',
        path: 'query_range',
        params: {
          query: '{a="b"}',
          start: '1700000000000000000',
          end: '1700000001000000007',
          limit: '10',
          direction: 'backward',
        },
        headers: { 'X-Loki-Response-Encoding-Flags': 'categorize-labels' },
        form: false,
      },
    ]);
  });

  it('sends long queries in a form', async () => {
    const { client, requests } = answering(streams([]));
    await client.queryEntries({ ...request, logql: `{a="${'b'.repeat(3000)}"}` });
    expect(requests[0]?.form).toBe(true);
  });

  it('merges streams newest first and keeps what each carries', async () => {
    const { client } = answering(
      streams([
        {
          stream: { a: '1' },
          values: [
            ['30', 'x', { structuredMetadata: { m: '7' }, parsed: {} }],
            ['10', 'y', {}],
          ],
        },
        { stream: { a: '2' }, values: [['20', 'z']] },
      ]),
    );
    expect(await client.queryEntries(request)).toEqual([
      { timestampUnixNano: 30n, line: 'x', labels: { a: '1' }, metadata: { m: '7' } },
      { timestampUnixNano: 20n, line: 'z', labels: { a: '2' }, metadata: {} },
      { timestampUnixNano: 10n, line: 'y', labels: { a: '1' }, metadata: {} },
    ]);
  });

  it('takes a label named __proto__ as a label', async () => {
    const stream = JSON.parse('{"__proto__": "x"}') as unknown;
    const { client } = answering(streams([{ stream, values: [['1', '']] }]));
    const [entry] = await client.queryEntries(request);
    expect(Object.entries(entry?.labels ?? {})).toEqual([['__proto__', 'x']]);
  });

  it('reads series of numbers, infinity among them', async () => {
    const { client } = answering({
      data: {
        resultType: 'matrix',
        result: [
          {
            metric: { a: 'b' },
            values: [
              [1.5, '2'],
              [2, '+Inf'],
            ],
          },
        ],
      },
    });
    expect(await client.queryMatrix({ ...range, area: 'api-calls', logql: 'q', stepSeconds: 60 })).toEqual([
      {
        labels: { a: 'b' },
        points: [
          { unixMillis: 1500, value: 2 },
          { unixMillis: 2000, value: Infinity },
        ],
      },
    ]);
  });

  it('reads volumes by time, also where Loki answers one for all times', async () => {
    const volumeOf = (data: unknown) =>
      answering({ data }).client.volumeRange({
        ...range,
        area: 'audit',
        selector: '{}',
        stepSeconds: 60,
        byLabel: 'a',
      });
    const expected = [{ labels: { a: 'b' }, points: [{ unixMillis: 2000, value: 7 }] }];
    const [metric, point] = [{ a: 'b' }, [2, '7']];
    expect(await volumeOf({ resultType: 'matrix', result: [{ metric, values: [point] }] })).toEqual(expected);
    expect(await volumeOf({ resultType: 'vector', result: [{ metric, value: point }] })).toEqual(expected);
    expect(await volumeOf({ resultType: 'vector', result: [] })).toEqual([]);
  });

  it('reads values at one moment', async () => {
    const { client, requests } = answering({
      data: { resultType: 'vector', result: [{ metric: {}, value: [3, '41'] }] },
    });
    expect(await client.queryVector({ area: 'audit', logql: 'q', timeUnixNano: 3_000_000_000n })).toEqual([
      { labels: {}, unixMillis: 3000, value: 41 },
    ]);
    expect(requests[0]).toMatchObject({ path: 'query', params: { query: 'q', time: '3000000000' } });
  });

  it('reads names, values and label sets; none where Loki leaves them out', async () => {
    expect(await answering({ data: ['b', 'a'] }).client.labels({ area: 'records' })).toEqual(['a', 'b']);
    expect(await answering({ status: 'success' }).client.labelValues('bot_id', { area: 'records' })).toEqual([]);
    const { client, requests } = answering({ data: [{ a: 'b' }] });
    expect(await client.series({ area: 'records', selector: '{a="b"}' })).toEqual([{ a: 'b' }]);
    expect(requests[0]?.params).toEqual({ 'match[]': '{a="b"}' });
  });

  it.each([
    ['no object', 'oops', 'the answer should be an object'],
    ['no data', { status: 'error' }, 'data should be an object'],
    ['another result', { data: { resultType: 'matrix', result: [] } }, 'data.resultType should be "streams"'],
    ['a number as time', streams([{ stream: {}, values: [[1, 'x']] }]), 'data.result[0].values[0][0] should be nano'],
    ['a label that is no text', streams([{ stream: { a: 1 }, values: [] }]), 'data.result[0].stream.a should be text'],
  ])('names the place of an unexpected answer: %s', async (_what, answer, message) => {
    const entries = answering(answer).client.queryEntries(request);
    await expect(entries).rejects.toThrow(LokiAnswerError);
    await expect(entries).rejects.toThrow(message);
  });

  it('passes the error of the transport on as it is', async () => {
    const refused = new Error('HTTP 403');
    const client = createLokiClient(() => Promise.reject(refused));
    await expect(client.queryEntries(request)).rejects.toBe(refused);
  });
});
