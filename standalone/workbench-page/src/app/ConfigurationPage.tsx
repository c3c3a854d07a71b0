import { PluginContextProvider } from '@grafana/data';
import { locationSearchToObject } from '@grafana/runtime';
import { Alert, ErrorBoundaryAlert } from '@grafana/ui';
import { useLocation } from 'react-router';
import { HostPage } from '../chrome/HostPage.tsx';
import type { LoadedApp } from './load-app-plugin.ts';

/** The plugin's first configuration page, as Grafana shows it below `/plugins/<id>`. */
export function ConfigurationPage({ app: { plugin, meta } }: { readonly app: LoadedApp }) {
  const query = locationSearchToObject(useLocation().search);
  const page = plugin.configPages?.[0];
  const Body = page?.body;
  return (
    <HostPage pageNav={{ text: page?.title ?? 'Configuration' }}>
      <Alert severity="info" title="Settings of the workbench are provisioned">
        They stand in provisioning/grafana/plugins.yaml and are read when the workbench starts.
      </Alert>
      {Body && (
        <ErrorBoundaryAlert>
          <PluginContextProvider meta={meta}>
            <Body plugin={plugin} query={query} />
          </PluginContextProvider>
        </ErrorBoundaryAlert>
      )}
    </HostPage>
  );
}
