import type { AppPluginMeta } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import type { AppSettings } from '../lib/settings.ts';

/** What the configuration page stores. */
export interface AppConfigToSave {
  readonly meta: Pick<AppPluginMeta, 'id' | 'enabled' | 'pinned' | 'jsonData'>;
  readonly settings: AppSettings;
  /** Absent: the stored one stays. */
  readonly proxySecret?: string;
}

/** Stores the app's configuration in Grafana. */
export async function saveAppConfig({ meta, settings, proxySecret }: AppConfigToSave): Promise<void> {
  const request = getBackendSrv().fetch({
    url: `/api/plugins/${meta.id}/settings`,
    method: 'POST',
    data: {
      enabled: meta.enabled,
      pinned: meta.pinned,
      // Provisioned members that this page does not know stay; optional ones that were emptied go.
      jsonData: { ...(meta.jsonData ?? {}), builderUrl: undefined, helpUrl: undefined, ...settings },
      ...(proxySecret === undefined ? {} : { secureJsonData: { proxySecret } }),
    },
  });
  await lastValueFrom(request);
}
