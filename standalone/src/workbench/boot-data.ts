import { APP_ID } from '@botscope/conventions';
import { grantedActions, mayOpen } from './plugin-grants.ts';
import type { PluginManifest } from './plugin-manifest.ts';
import type { Person } from './people.ts';

/** Version of the Grafana packages that the host page is built from. */
export const GRAFANA_VERSION = '12.4.10';

/** Theme that a person chose. */
export type Theme = 'system' | 'light' | 'dark';

/** Themes that can be chosen. */
export const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** What boot data are made from. */
export interface BootContext {
  readonly person: Person;
  readonly manifest: PluginManifest;
  readonly theme: Theme;
  /** Root URL with trailing slash. */
  readonly rootUrl: string;
  /** Sub-path without trailing slash; empty without one. */
  readonly basePath: string;
}

/** `window.grafanaBootData`: who is logged in, what they may do, what the navigation shows. */
export function buildBootData(context: BootContext): object {
  const { manifest, rootUrl, basePath } = context;
  return {
    user: toUser(context),
    settings: {
      appUrl: rootUrl,
      appSubUrl: basePath,
      namespace: 'default',
      windowTitlePrefix: 'Botscope - ',
      // Grafana's libraries override toggles from the address and from storage in this very map.
      featureToggles: {},
      exploreEnabled: false,
      buildInfo: {
        version: GRAFANA_VERSION,
        versionString: `Botscope workbench on ${GRAFANA_VERSION}`,
        env: 'production',
      },
      apps: { [APP_ID]: { id: APP_ID, version: manifest.info.version, path: toModulePath(basePath), preload: false } },
    },
    navTree: buildNavigation(context),
    assets: { light: '', dark: '' },
  };
}

/** Path of the plugin's entry module. */
export function toModulePath(basePath: string): string {
  return `${basePath}/public/plugins/${APP_ID}/module.js`;
}

function toUser({ person, manifest, theme }: BootContext): object {
  return {
    isSignedIn: true,
    id: person.id,
    uid: person.uid,
    login: person.login,
    email: person.email,
    name: person.name,
    theme,
    orgId: 1,
    orgName: 'Main Org.',
    orgCount: 1,
    orgRole: person.role,
    isGrafanaAdmin: false,
    timezone: 'browser',
    weekStart: 'browser',
    language: 'en-US',
    regionalFormat: 'en-US',
    authenticatedBy: 'password',
    permissions: Object.fromEntries([...grantedActions(manifest, person.role)].map((action) => [action, true])),
  };
}

function buildNavigation({ person, manifest, basePath }: BootContext): readonly object[] {
  const actions = grantedActions(manifest, person.role);
  const pages = manifest.includes.filter(
    (include) => include.type === 'page' && include.addToNav && mayOpen(include, person.role, actions),
  );
  const children = pages.map(({ name, path, icon }) => ({
    id: `page-${path}`,
    text: name,
    url: basePath + path,
    pluginId: manifest.id,
    ...(icon === undefined ? {} : { icon }),
  }));
  return [{ id: `app-${manifest.id}`, text: manifest.name, url: basePath + findHome(manifest), children }];
}

/** Path of the page that the app opens with. */
export function findHome(manifest: PluginManifest): string {
  const pages = manifest.includes.filter(({ type }) => type === 'page');
  return (pages.find(({ defaultNav }) => defaultNav) ?? pages[0])?.path ?? `/a/${manifest.id}`;
}
