import { describe, expect, it } from 'vitest';
import { ago, ask, SECOND, selector, shareServer } from './test-loki-server.ts';

describe('labels and series', () => {
  const server = shareServer([
    { at: ago(60), labels: { service_name: 'bot', bot_id: 'b2' }, metadata: { user: 'ada' } },
    { at: ago(50), labels: { service_name: 'bot', bot_id: 'b1' } },
    { at: ago(7 * 3600), labels: { service_name: 'old' } },
    { at: ago(60), tenant: 'audit', labels: { service_name: 'audited' } },
  ]);

  it('lists index labels and their values of the last six hours, sorted', async () => {
    const { base } = server;
    expect((await ask(base, '/loki/api/v1/labels')).data).toEqual(['bot_id', 'service_name']);
    expect((await ask(base, '/loki/api/v1/label/bot_id/values')).data).toEqual(['b1', 'b2']);
    expect((await ask(base, '/loki/api/v1/label/user/values')).data).toEqual([]);
    const wide = await ask(base, '/loki/api/v1/label/service_name/values', { start: '0' });
    expect(wide.data).toEqual(['bot', 'old']);
    const narrow = await ask(base, '/loki/api/v1/label/bot_id/values', { query: '{bot_id=~".*2"}' });
    expect(narrow.data).toEqual(['b2']);
  });

  it('lists the streams that one of several selectors selects', async () => {
    const { base } = server;
    const answer = await ask(base, '/loki/api/v1/series', [
      ['match[]', '{bot_id="b1"}'],
      ['match[]', '{service_name="old"}'],
      ['start', '0'],
    ]);
    expect(answer.data).toEqual([{ service_name: 'bot', bot_id: 'b1' }, { service_name: 'old' }]);
    expect((await ask(base, '/loki/api/v1/series')).status).toBe(400);
  });
});

describe('index', () => {
  const at = (seconds: number) => 1_699_000_000n * SECOND + BigInt(seconds) * SECOND;
  const server = shareServer([
    { at: at(0), labels: { service_name: 'bot', env: 'a' }, line: '12345' },
    { at: at(10), labels: { service_name: 'bot', env: 'b' }, line: 'é' },
    { at: at(19), labels: { service_name: 'bot' }, line: '123' },
    { at: at(20), labels: { service_name: 'bot' }, line: 'after the end' },
  ]);
  const bounds = { start: '1699000000', end: '1699000020' };

  it('volume_range gives bytes per label set for each step, at its end', async () => {
    const { base } = server;
    const { data } = await ask(base, '/loki/api/v1/index/volume_range', {
      query: '{service_name="bot"}',
      step: '10',
      ...bounds,
    });
    expect(data).toMatchObject({
      resultType: 'matrix',
      result: [
        {
          metric: { service_name: 'bot' },
          values: [
            [1_699_000_010, '5'],
            [1_699_000_020, '5'],
          ],
        },
      ],
    });
  });

  it('volume gives bytes of the whole range, the largest first, at most as many as asked for', async () => {
    const { base } = server;
    const volume = async (parameters: Record<string, string>) =>
      (await ask(base, '/loki/api/v1/index/volume', { query: '{}', ...bounds, ...parameters })).data.result;
    expect(await volume({ targetLabels: 'env,nope' })).toEqual([
      { metric: { env: 'a' }, value: [1_699_000_020, '5'] },
      { metric: {}, value: [1_699_000_020, '3'] },
      { metric: { env: 'b' }, value: [1_699_000_020, '2'] },
    ]);
    expect(await volume({ limit: '1' })).toEqual([
      { metric: { env: 'a', service_name: 'bot' }, value: [1_699_000_020, '5'] },
    ]);
    expect(await volume({ aggregateBy: 'labels' })).toEqual([
      { metric: { service_name: '' }, value: [1_699_000_020, '10'] },
      { metric: { env: '' }, value: [1_699_000_020, '7'] },
    ]);
  });

  it('stats counts streams, entries and bytes', async () => {
    const { base } = server;
    const { text } = await ask(base, '/loki/api/v1/index/stats', { query: '{service_name="bot"}', ...bounds });
    expect(JSON.parse(text)).toEqual({ streams: 3, chunks: 3, entries: 3, bytes: 10 });
  });

  it.each(['volume', 'volume_range', 'stats'])('%s needs a selector', async (endpoint) => {
    const { base } = server;
    expect((await ask(base, `/loki/api/v1/index/${endpoint}`)).status).toBe(400);
    expect((await ask(base, `/loki/api/v1/index/${endpoint}`, { query: `${selector} |= "x"` })).text).toContain(
      'only a stream selector',
    );
  });
});
