import { getTimeZone } from '@grafana/data';
import { getDataSourceSrv, hasPermission, PluginPage } from '@grafana/runtime';
import { createGrafanaBackend } from './grafana-backend.ts';
import { createGrafanaTail } from './grafana-tail.ts';
import { createPreferences } from './preferences.ts';
import type { AppServices } from './services.ts';
import type { AppSettings } from './settings.ts';

const TRACE_SOURCE_TYPE = 'tempo';

/** The services as Grafana gives them. */
export function createGrafanaServices(settings: AppSettings): AppServices {
  return {
    backend: createGrafanaBackend(),
    openTail: createGrafanaTail(),
    hasAction: hasPermission,
    settings,
    preferences: createPreferences(),
    nowMillis: Date.now,
    timeZone: getTimeZone(),
    findTraceSource: () => getDataSourceSrv().getList({ type: TRACE_SOURCE_TYPE })[0]?.uid,
    Frame: PluginPage,
  };
}
