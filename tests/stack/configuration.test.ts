import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStackConfiguration } from './configuration.ts';

describe('readStackConfiguration', () => {
  it('has the documented addresses, a directory of its own and no foreign Tempo without any variable', () => {
    const { product, ports, tempo } = readStackConfiguration([], {});
    expect(ports).toEqual({
      tempoOtlp: 4338,
      otlpGrpc: 4317,
      collectorHealth: 13133,
      collectorMetrics: 8888,
      lokiGrpc: 9095,
    });
    expect(product.addresses.otlp).toEqual({ host: '127.0.0.1', port: 4318 });
    expect(product.dataDirectory).toBe(resolve('data-stack'));
    expect(tempo).toBeUndefined();
  });

  it('takes a Tempo of one’s own by both of its addresses', () => {
    const environment = { TEMPO_URL: 'http://127.0.0.1:3201/', BOTSCOPE_TEMPO_OTLP_URL: 'http://127.0.0.1:4348' };
    expect(readStackConfiguration([], environment).tempo).toEqual({
      queryUrl: 'http://127.0.0.1:3201',
      otlpUrl: 'http://127.0.0.1:4348',
    });
  });

  it.each([
    [{ TEMPO_URL: 'http://127.0.0.1:3201' }, /BOTSCOPE_TEMPO_OTLP_URL is missing: TEMPO_URL/],
    [{ BOTSCOPE_TEMPO_OTLP_URL: 'http://127.0.0.1:4348' }, /TEMPO_URL is missing: BOTSCOPE_TEMPO_OTLP_URL/],
    [{ BOTSCOPE_OTLP_HOST: '0.0.0.0' }, /BOTSCOPE_OTLP_HOST is "0.0.0.0".*leave it on 127.0.0.1/],
    [{ BOTSCOPE_LOKI_HOST: '0.0.0.0' }, /BOTSCOPE_LOKI_HOST is "0.0.0.0".*leave it on 127.0.0.1/],
  ])('refuses %j and says what to set', (environment, message) => {
    expect(() => readStackConfiguration([], environment)).toThrow(message);
  });

  it('lists all problems at once, its own and those it shares with npm start', () => {
    const environment = { BOTSCOPE_LOKI_GRPC_PORT: 'x', BOTSCOPE_UI_PORT: '-1', TEMPO_URL: 'tempo' };
    const read = () => readStackConfiguration(['--demo'], environment);
    for (const text of [
      '--demo is no argument of npm run stack',
      'BOTSCOPE_LOKI_GRPC_PORT',
      'BOTSCOPE_UI_PORT',
      'TEMPO_URL is "tempo"',
    ])
      expect(read).toThrow(text);
  });
});
