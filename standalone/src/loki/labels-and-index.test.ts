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

  it('lists the streams that one of several selectors selects, all without any', async () => {
    const { base } = server;
    const answer = await ask(base, '/loki/api/v1/series', [
      ['match[]', '{bot_id="b1"}'],
      ['match[]', '{service_name="old"}'],
      ['start', '0'],
    ]);
    expect(answer.data).toEqual([{ service_name: 'bot', bot_id: 'b1' }, { service_name: 'old' }]);
    expect((await ask(base, '/loki/api/v1/series')).data).toHaveLength(2);
  });
});

/** Start of an hour. */
const HOUR = 471_945 * 3600;

describe('index', () => {
  const at = (seconds: number) => 1_699_000_000n * SECOND + BigInt(seconds) * SECOND;
  const server = shareServer([
    { at: at(0), labels: { service_name: 'bot', env: 'a' }, line: '12345' },
    { at: at(10), labels: { service_name: 'bot', env: 'b' }, line: 'é' },
    { at: at(19), labels: { service_name: 'bot' }, line: '123' },
    { at: at(20), labels: { service_name: 'bot' }, line: 'after the end' },
    { at: (BigInt(HOUR) + 3700n) * SECOND, tenant: 'api', labels: { service_name: 'bot' }, line: '0123456789' },
    { at: (BigInt(HOUR) + 20_000n) * SECOND, tenant: 'api', labels: { service_name: 'bot' }, line: '0123' },
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
    // As a real Loki 3.7 answers: streams without one of the labels are left out.
    expect(await volume({ targetLabels: 'env' })).toEqual([
      { metric: { env: 'a' }, value: [1_699_000_020, '5'] },
      { metric: { env: 'b' }, value: [1_699_000_020, '2'] },
    ]);
    expect(await volume({ targetLabels: 'env,nope' })).toEqual([]);
    expect(await volume({ limit: '1' })).toEqual([
      { metric: { env: 'a', service_name: 'bot' }, value: [1_699_000_020, '5'] },
    ]);
    for (const query of ['{}', '{service_name="bot"}']) {
      expect(await volume({ aggregateBy: 'labels', query })).toEqual([
        { metric: { service_name: '' }, value: [1_699_000_020, '10'] },
        { metric: { env: '' }, value: [1_699_000_020, '7'] },
      ]);
    }
  });

  it('counts by the hour where steps are long, splitting an hour that two steps share', async () => {
    const { base } = server;
    const [bounds, headers] = [{ start: String(HOUR), end: String(HOUR + 6 * 3600) }, { 'X-Scope-OrgID': 'api' }];
    const volumes = async (step: string) => {
      const parameters = { query: '{service_name=~".+"}', step, ...bounds };
      const { data } = await ask(base, '/loki/api/v1/index/volume_range', parameters, { headers });
      return data.result.map(({ metric, values }) => [metric['service_name'], values]);
    };
    expect(await volumes('1h')).toEqual([
      [
        'bot',
        [
          [HOUR + 2 * 3600, '10'],
          [HOUR + 6 * 3600, '4'],
        ],
      ],
    ]);
    expect(await volumes('90m')).toEqual([
      [
        'bot',
        [
          [HOUR + 1.5 * 3600, '5'],
          [HOUR + 3 * 3600, '5'],
          [HOUR + 6 * 3600, '4'],
        ],
      ],
    ]);
    const { text } = await ask(
      base,
      '/loki/api/v1/index/stats',
      { query: '{service_name="bot"}', ...bounds },
      { headers },
    );
    expect(JSON.parse(text)).toEqual({ streams: 1, chunks: 1, entries: 2, bytes: 14 });
  });

  it.each(['volume', 'volume_range', 'stats'])('%s needs a selector', async (endpoint) => {
    const { base } = server;
    expect((await ask(base, `/loki/api/v1/index/${endpoint}`)).status).toBe(400);
    expect((await ask(base, `/loki/api/v1/index/${endpoint}`, { query: `${selector} |= "x"` })).text).toContain(
      'only a stream selector',
    );
  });
});
