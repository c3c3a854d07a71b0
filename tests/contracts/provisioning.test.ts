import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { APP_ID } from '@botscope/conventions';
import { describe, expect, it } from 'vitest';
import { expandSettings, readProvisionedApp } from '../../standalone/src/workbench/provisioned-app.ts';

/** How the plugin reads its `jsonData`: what it does not know or cannot use is left out. */
interface SettingsModule {
  readonly narrowSettings: (jsonData: unknown) => object;
}

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
// Its types are a browser's, so the compiler of this project cannot read it.
const settingsFile = fromRoot('plugin/src/lib/settings.ts');
const readApp = () => readProvisionedApp(fromRoot('provisioning/grafana/plugins.yaml'), APP_ID);

describe('provisioning/grafana/plugins.yaml', () => {
  it('names only settings that the plugin knows, with values that it takes', async () => {
    const { narrowSettings } = (await import(settingsFile)) as SettingsModule;
    const { jsonData } = expandSettings(await readApp(), { BOTSCOPE_GATEWAY_URL: 'http://gateway.example' });
    expect(narrowSettings(jsonData)).toMatchObject(jsonData);
    expect(narrowSettings({ ...jsonData, productionDelay: 15 })).not.toMatchObject({ productionDelay: 15 });
  });

  it('fills in exactly what the proxy routes of plugin.json use', async () => {
    const { jsonData, secureJsonData } = await readApp();
    const manifest = readFileSync(fromRoot('plugin/src/plugin.json'), 'utf8');
    const used = (part: string) => [...manifest.matchAll(new RegExp(`\\.${part}\\.(\\w+)`, 'g'))].map(([, key]) => key);
    expect(Object.keys(secureJsonData)).toEqual([...new Set(used('SecureJsonData'))]);
    expect(Object.keys(jsonData)).toEqual(expect.arrayContaining([...new Set(used('JsonData'))]));
  });
});
