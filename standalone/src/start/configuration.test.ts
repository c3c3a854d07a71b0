import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStandaloneConfiguration } from './configuration.ts';

describe('readStandaloneConfiguration', () => {
  it('has the documented addresses without any variable', () => {
    const { addresses, dataDirectory, demo } = readStandaloneConfiguration([], {});
    const ports = Object.fromEntries(Object.entries(addresses).map(([name, { port }]) => [name, port]));
    expect(ports).toEqual({
      otlp: 4318,
      loki: 3100,
      tempo: 3200,
      gateway: 4390,
      gatewayReadOnly: 4391,
      ui: 3000,
      sidecar: 4380,
      demo: 4000,
    });
    expect(new Set(Object.values(addresses).map(({ host }) => host))).toEqual(new Set(['127.0.0.1']));
    expect(dataDirectory).toBe(resolve('data'));
    expect(demo).toBe(true);
  });

  it('leaves the demo bot out when asked', () => {
    expect(readStandaloneConfiguration(['--no-demo'], {}).demo).toBe(false);
  });

  it('lists every problem with its variable and what is accepted', () => {
    const read = () =>
      readStandaloneConfiguration(['--fast'], { BOTSCOPE_UI_PORT: '99999', BOTSCOPE_PUBLIC_URL: 'ftp://x' });
    expect(read).toThrow(/--fast.*\n.*BOTSCOPE_PUBLIC_URL.*\n.*BOTSCOPE_UI_PORT.*0 to 65535/);
  });

  it('reads for another command with its own directory and adds what that one finds wrong', () => {
    const rules = { command: 'npm run stack', defaultDataDirectory: './data-stack' };
    expect(readStandaloneConfiguration([], {}, rules).dataDirectory).toBe(resolve('data-stack'));
    expect(() => readStandaloneConfiguration(['-x'], {}, { ...rules, problems: ['TEMPO_URL is odd'] })).toThrow(
      /-x is no argument of npm run stack.*\n.*TEMPO_URL is odd/,
    );
  });

  it('keeps the workbench on this machine', () => {
    expect(() => readStandaloneConfiguration([], { BOTSCOPE_UI_HOST: '0.0.0.0' })).toThrow(
      /BOTSCOPE_UI_HOST is "0.0.0.0"/,
    );
  });
});
