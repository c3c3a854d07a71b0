import { Alert } from '@grafana/ui';
import type { DataSourceSrv, EchoSrv, TemplateSrv } from '@grafana/runtime';

/** Data sources: there are none; the app reaches its data by its own routes. */
export const noDataSources: DataSourceSrv = {
  get: () => Promise.reject(new Error('The workbench has no data sources')),
  getList: () => [],
  getInstanceSettings: () => undefined,
  reload: () => undefined,
  registerRuntimeDataSource: () => undefined,
};

/** Dashboard variables: there are none; texts stay as they are. */
export const noTemplates: TemplateSrv = {
  getVariables: () => [],
  replace: (target = '') => target,
  containsTemplate: () => false,
  updateTimeRange: () => undefined,
};

/** Usage events: nobody listens. */
export const noEcho: EchoSrv = {
  flush: () => undefined,
  addBackend: () => undefined,
  addEvent: () => undefined,
};

/** Stands where a panel of another plugin would be. */
export function NoPanel() {
  return <Alert severity="info" title="The workbench shows no panels; a real Grafana does" />;
}
