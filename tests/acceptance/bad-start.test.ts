import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADDRESSES, type AddressName } from '@botscope/conventions';
import { describe, expect, it } from 'vitest';
import { failToStart, newDataDirectory, runProduct, takePort } from './run-product.ts';

/** One of each program, and the first and the last that the main process opens. */
const NAMES: readonly AddressName[] = ['otlp', 'ui', 'sidecar', 'gateway', 'demo'];

describe('a start that cannot go on', () => {
  it.each(NAMES)('names the taken port of %s and its variable, and leaves nothing running', async (name) => {
    const { portVariable } = ADDRESSES[name];
    const port = await takePort();
    const { code, output, leftRunning } = await failToStart({ args: [], environment: { [portVariable]: port } });
    const [told = ''] = output.split('\n').filter((line) => line.includes('is taken'));
    expect(told).toContain(port);
    expect(told).toContain(portVariable);
    expect(output).toContain('Botscope could not start');
    expect(output).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
    expect({ code, leftRunning }).toEqual({ code: 1, leftRunning: [] });
  });

  it('names a data directory that cannot be written, and its variable', async () => {
    const file = join(newDataDirectory(), 'a-file');
    writeFileSync(file, '');
    const dataDirectory = join(file, 'data');
    const { code, output, leftRunning } = await failToStart({ environment: { BOTSCOPE_DATA_DIR: dataDirectory } });
    expect(output).toContain(dataDirectory);
    expect(output).toContain('BOTSCOPE_DATA_DIR');
    expect({ code, leftRunning }).toEqual({ code: 1, leftRunning: [] });
  });

  it('names the data directory that another one holds, and does not disturb that one', async () => {
    const dataDirectory = newDataDirectory();
    const first = runProduct({ environment: { BOTSCOPE_DATA_DIR: dataDirectory } });
    const urls = await first.ready;
    const { code, output, leftRunning } = await failToStart({ environment: { BOTSCOPE_DATA_DIR: dataDirectory } });
    expect(output).toContain(`${dataDirectory} is in use by another process`);
    expect(output).toContain('BOTSCOPE_DATA_DIR');
    expect({ code, leftRunning }).toEqual({ code: 1, leftRunning: [] });
    expect((await fetch(`${urls.loki}/ready`)).status).toBe(200);
    expect((await fetch(`${urls.sidecar}/health`)).status).toBe(200);
  });

  it('lists all that is wrong with arguments and variables at once, before anything is made', async () => {
    const dataDirectory = join(newDataDirectory(), 'new');
    const { code, output, leftRunning } = await failToStart({
      args: ['--no-dmeo', 'extra'],
      environment: {
        BOTSCOPE_DATA_DIR: dataDirectory,
        BOTSCOPE_PUBLIC_URL: 'ftp://bots.example',
        BOTSCOPE_UI_PORT: '99999',
        BOTSCOPE_LOKI_PORT: 'http',
        BOTSCOPE_GATEWAY_PORT: '-1',
        BOTSCOPE_UI_HOST: '0.0.0.0',
      },
    });
    const lines = output.split('\n');
    for (const [name, accepted] of [
      ['--no-dmeo', '--no-demo'],
      ['extra', '--no-demo'],
      ['BOTSCOPE_PUBLIC_URL', 'http'],
      ['BOTSCOPE_UI_PORT', '0 to 65535'],
      ['BOTSCOPE_LOKI_PORT', '0 to 65535'],
      ['BOTSCOPE_GATEWAY_PORT', '0 to 65535'],
      ['BOTSCOPE_UI_HOST', '127.0.0.1'],
    ] as const) {
      const told = lines.filter((line) => line.trim().startsWith(name));
      expect(told, name).toHaveLength(1);
      expect(told[0]).toContain(accepted);
    }
    expect({ code, leftRunning, made: existsSync(dataDirectory) }).toEqual({ code: 1, leftRunning: [], made: false });
  });

  it('lists all that is wrong with the settings of a part that runs beside it', async () => {
    const { code, output, leftRunning } = await failToStart({
      environment: {
        BOTSCOPE_OWNER_EMAIL: 'nobody',
        BOTSCOPE_ALERT_WINDOW_HOURS: '0',
        BOTSCOPE_SMTP_URL: 'smtp://user:a-password@',
      },
    });
    for (const name of ['BOTSCOPE_OWNER_EMAIL', 'BOTSCOPE_ALERT_WINDOW_HOURS', 'BOTSCOPE_SMTP_URL'])
      expect(output).toContain(name);
    expect(output).not.toContain('a-password');
    expect({ code, leftRunning }).toEqual({ code: 1, leftRunning: [] });
  });

  it('names a file of secrets that is damaged and leaves it as it is', async () => {
    const dataDirectory = newDataDirectory();
    const file = join(dataDirectory, 'secrets.json');
    writeFileSync(file, '{"ingestToken": "abc');
    const { code, output, leftRunning } = await failToStart({ environment: { BOTSCOPE_DATA_DIR: dataDirectory } });
    expect(output).toContain(file);
    expect(output).not.toContain('abc');
    expect({ code, leftRunning }).toEqual({ code: 1, leftRunning: [] });
    expect(readdirSync(dataDirectory)).toContain('secrets.json');
  });
});
