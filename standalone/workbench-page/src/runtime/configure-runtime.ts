import { EventBusSrv, locationUtil, setTimeZoneResolver } from '@grafana/data';
import {
  config,
  setAppEvents,
  setBackendSrv,
  setChromeHeaderHeightHook,
  setCurrentUser,
  setDataSourceSrv,
  setEchoSrv,
  setHelpNavItemHook,
  setMegaMenuOpenHook,
  setPluginComponentHook,
  setPluginComponentsHook,
  setPluginFunctionsHook,
  setPluginLinksHook,
  setReturnToPreviousHook,
  setTemplateSrv,
  type PluginPageType,
} from '@grafana/runtime';
import { initializeI18n } from 'grafana-i18n-internal/i18n';
import { setPanelDataErrorView } from 'grafana-runtime-internal/components/PanelDataErrorView';
import { setPanelRenderer } from 'grafana-runtime-internal/components/PanelRenderer';
import { setPluginPage } from 'grafana-runtime-internal/components/PluginPage';
import { setGetObservablePluginComponents } from 'grafana-runtime-internal/services/pluginExtensions/getObservablePluginComponents';
import { setGetObservablePluginLinks } from 'grafana-runtime-internal/services/pluginExtensions/getObservablePluginLinks';
import { of } from 'rxjs';
import { NoPanel, noDataSources, noEcho, noTemplates } from './absent-services.tsx';
import { createBackendService } from './backend-service.ts';

/** What the chrome provides to `@grafana/runtime`. */
export interface HostComponents {
  readonly PluginPage: PluginPageType;
  readonly useMenuOpen: () => readonly [boolean, (open: boolean) => void];
  readonly headerHeightPixels: number;
}

/** Fills `@grafana/runtime` with what a plugin may call. Call it exactly once, before plugins are loaded. */
export async function configureRuntime(host: HostComponents): Promise<void> {
  const appEvents = new EventBusSrv();
  setAppEvents(appEvents);
  setBackendSrv(createBackendService({ basePath: config.appSubUrl, appEvents }));
  setCurrentUser(config.bootData.user);
  setTimeZoneResolver(() => config.bootData.user.timezone);
  locationUtil.initialize({
    config: config.bootData.settings,
    getTimeRangeForUrl: () => ({ from: 'now-6h', to: 'now' }),
    getVariablesUrlParams: () => ({}),
  });
  configureComponents(host);
  configureExtensions();
  await initializeI18n({ language: 'en-US', ns: ['grafana'] }, 'en-US');
}

function configureComponents({ PluginPage, useMenuOpen, headerHeightPixels }: HostComponents): void {
  setPluginPage(PluginPage);
  setMegaMenuOpenHook(useMenuOpen);
  setChromeHeaderHeightHook(() => headerHeightPixels);
  setReturnToPreviousHook(() => () => undefined);
  setHelpNavItemHook(() => undefined);
  setPanelRenderer(NoPanel);
  setPanelDataErrorView(NoPanel);
  setDataSourceSrv(noDataSources);
  setTemplateSrv(noTemplates);
  setEchoSrv(noEcho);
}

/** There is one app and no place of Grafana's own that it could extend. */
function configureExtensions(): void {
  setPluginLinksHook(() => ({ links: [], isLoading: false }));
  setPluginComponentsHook(() => ({ components: [], isLoading: false }));
  setPluginComponentHook(() => ({ component: null, isLoading: false }));
  setPluginFunctionsHook(() => ({ functions: [], isLoading: false }));
  setGetObservablePluginLinks(() => of([]));
  setGetObservablePluginComponents(() => of([]));
}
