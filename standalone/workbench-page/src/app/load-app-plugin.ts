import type { AppPlugin, AppPluginMeta } from '@grafana/data';
import { config, getBackendSrv } from '@grafana/runtime';
import { readAppId } from '../boot-data.ts';

/** A plugin ready to be shown, with its settings. */
export interface LoadedApp {
  readonly plugin: AppPlugin;
  readonly meta: AppPluginMeta;
}

/** Loads the app's module as Grafana does, and its settings. Rejects with words for a person. */
export async function loadAppPlugin(): Promise<LoadedApp> {
  const id = readAppId();
  const [plugin, meta] = await Promise.all([importPlugin(config.apps[id]?.path ?? ''), readSettings(id)]);
  plugin.meta = meta;
  plugin.init(meta);
  return { plugin, meta };
}

function readSettings(id: string): Promise<AppPluginMeta> {
  return getBackendSrv().get<AppPluginMeta>(`api/plugins/${id}/settings`, undefined, undefined, {
    showErrorAlert: false,
  });
}

async function importPlugin(path: string): Promise<AppPlugin> {
  const module = await System.import<PluginModule>(path);
  // A module whose own externals load late exports a promise of its exports.
  const exported = await (module.default ?? module);
  if (exported.plugin === undefined) throw new Error(`${path} exports no plugin: run "npm run build"`);
  return exported.plugin;
}

interface PluginExports {
  readonly plugin?: AppPlugin;
}

interface PluginModule extends PluginExports {
  readonly default?: PluginExports | Promise<PluginExports>;
}
