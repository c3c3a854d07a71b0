import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expandSettings, readProvisionedApp } from './provisioned-app.ts';

const shipped = fileURLToPath(new URL('../../../provisioning/grafana/plugins.yaml', import.meta.url));
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'provisioning-'));
});
afterAll(() => rm(directory, { recursive: true }));

describe('readProvisionedApp', () => {
  it('reads the file that Grafana reads', async () => {
    const app = await readProvisionedApp(shipped, 'botscope-logs-app');
    const environment = { BOTSCOPE_GATEWAY_URL: 'http://127.0.0.1:4390', BOTSCOPE_PROXY_SECRET: 's3' };
    expect(expandSettings(app, environment)).toEqual({
      jsonData: {
        gatewayUrl: 'http://127.0.0.1:4390',
        productionDelayMinutes: 15,
        conversationIdleMinutes: 30,
        changeWindowHours: 24,
      },
      secureJsonData: { proxySecret: 's3' },
    });
  });

  it.each([
    ['', 'it is empty'],
    ['apiVersion: 2\napps: []', 'apiVersion must be 1'],
    ['apiVersion: 1', 'no list "apps"'],
    ['apiVersion: 1\napps: [{type: other}]', 'no entry of type botscope-logs-app'],
    ['apiVersion: 1\napps: [{type: botscope-logs-app, jsonData: 3}]', 'jsonData must be a map'],
    ['apiVersion: [', 'plugins.yaml'],
  ])('says what is wrong in %j', async (text, problem) => {
    const file = join(directory, 'plugins.yaml');
    await writeFile(file, text);
    await expect(readProvisionedApp(file, 'botscope-logs-app')).rejects.toThrow(problem);
    await expect(readProvisionedApp(file, 'botscope-logs-app')).rejects.toThrow(file);
  });
});

describe('expandSettings', () => {
  it('fills variables in at any depth and keeps other types', () => {
    const jsonData = { bots: [{ id: '$ID', name: 'x' }], n: 3, on: true, none: null };
    expect(expandSettings({ jsonData, secureJsonData: { pin: 12 } }, { ID: 'b1' })).toEqual({
      jsonData: { bots: [{ id: 'b1', name: 'x' }], n: 3, on: true, none: null },
      secureJsonData: { pin: '12' },
    });
  });
});
