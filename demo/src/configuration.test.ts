import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDemoConfiguration } from './configuration.ts';

describe('readDemoConfiguration', () => {
  it('is the documented one without any variable', () => {
    expect(readDemoConfiguration({})).toEqual({
      host: '127.0.0.1',
      port: 4000,
      directory: resolve('data/demo'),
      publicUrl: 'http://127.0.0.1:3000',
    });
  });

  it('takes what the variables say', () => {
    const configuration = readDemoConfiguration({
      BOTSCOPE_DEMO_HOST: '0.0.0.0',
      BOTSCOPE_DEMO_PORT: '0',
      BOTSCOPE_DATA_DIR: '/srv/botscope',
      BOTSCOPE_PUBLIC_URL: 'https://botscope.example/',
    });
    expect(configuration).toMatchObject({ host: '0.0.0.0', port: 0, directory: '/srv/botscope/demo' });
    expect(configuration.publicUrl).toMatch(/^https:\/\/botscope\.example\/?$/);
  });

  it('lists every problem with its variable', () => {
    const read = () => readDemoConfiguration({ BOTSCOPE_DEMO_PORT: 'many', BOTSCOPE_PUBLIC_URL: 'nowhere' });
    expect(read).toThrow(/BOTSCOPE_DEMO_PORT is "many"[^]*BOTSCOPE_PUBLIC_URL is "nowhere"/);
  });
});
