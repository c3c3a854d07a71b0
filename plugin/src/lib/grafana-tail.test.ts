import { describe, expect, it } from 'vitest';
import { buildTailUrl } from './grafana-tail.ts';

const REQUEST = { area: 'records', logql: '{a="b c"}', startUnixNano: 1n } as const;

describe('buildTailUrl', () => {
  it('leads through the app’s proxy of the page’s own origin', () => {
    const url = new URL(buildTailUrl(REQUEST, 'https://grafana.example', '/sub'));
    expect(url.protocol).toBe('wss:');
    expect(url.host).toBe('grafana.example');
    expect(url.pathname).toBe('/sub/api/plugin-proxy/botscope-logs-app/records/loki/api/v1/tail');
    expect(url.searchParams.get('query')).toBe('{a="b c"}');
    expect(url.searchParams.get('start')).toBe('1');
  });
});
