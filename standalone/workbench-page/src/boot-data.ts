import type { BootData } from '@grafana/data';

declare global {
  interface Window {
    grafanaBootData?: BootData;
    __grafana_public_path__?: string;
  }
}

/** What the server put into the page before the bundle. Throws when the page was not served by the workbench. */
export function readBootData(): BootData {
  if (!window.grafanaBootData) throw new Error('The page has no boot data: open it through the workbench');
  return window.grafanaBootData;
}

/** Id of the hosted app: the one that the server's boot data name. */
export function readAppId(): string {
  const [id] = Object.keys(readBootData().settings.apps);
  if (id === undefined) throw new Error('The boot data name no app');
  return id;
}

/** Sub-path of the workbench without trailing slash; empty without one. */
export function readBasePath(): string {
  return readBootData().settings.appSubUrl;
}
