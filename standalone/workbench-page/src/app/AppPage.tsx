import type { AppRootProps } from '@grafana/data';
import { PluginContextProvider } from '@grafana/data';
import { locationSearchToObject } from '@grafana/runtime';
import { ErrorBoundaryAlert, LoadingPlaceholder } from '@grafana/ui';
import { Suspense, type ComponentType } from 'react';
import { useLocation } from 'react-router';
import type { LoadedApp } from './load-app-plugin.ts';

/** The plugin's root component, as Grafana renders it below `/a/<id>`. */
export function AppPage({ app: { plugin, meta } }: { readonly app: LoadedApp }) {
  const { pathname, search } = useLocation();
  const Root: ComponentType<AppRootProps> | undefined = plugin.root;
  if (!Root) throw new Error(`The plugin ${meta.id} has no pages`);
  return (
    <ErrorBoundaryAlert>
      <PluginContextProvider meta={meta}>
        <Suspense fallback={<LoadingPlaceholder text="Loading the page …" />}>
          <Root
            meta={meta}
            basename={pathname}
            path={pathname}
            query={locationSearchToObject(search)}
            onNavChanged={() => undefined}
          />
        </Suspense>
      </PluginContextProvider>
    </ErrorBoundaryAlert>
  );
}
