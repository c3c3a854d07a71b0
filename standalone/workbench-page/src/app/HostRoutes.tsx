import { Alert, LinkButton } from '@grafana/ui';
import { Route, Routes, useLocation } from 'react-router';
import { readBootData } from '../boot-data.ts';
import { HostPage } from '../chrome/HostPage.tsx';
import { AppPage } from './AppPage.tsx';
import { ConfigurationPage } from './ConfigurationPage.tsx';
import type { LoadedApp } from './load-app-plugin.ts';

/** The addresses that the workbench knows. The app's own routes are relative to its path, as in Grafana. */
export function HostRoutes({ app }: { readonly app: LoadedApp }) {
  return (
    <Routes>
      <Route path={`/a/${app.meta.id}/*`} element={<AppPage app={app} />} />
      <Route path={`/plugins/${app.meta.id}`} element={<ConfigurationPage app={app} />} />
      <Route path="*" element={<UnknownPage />} />
    </Routes>
  );
}

function UnknownPage() {
  const { pathname } = useLocation();
  return (
    <HostPage pageNav={{ text: 'Not found' }}>
      <Alert severity="warning" title={`The workbench has no page ${pathname}`}>
        It hosts the Botscope app only; Explore, dashboards and administration are in a real Grafana.
      </Alert>
      <LinkButton href={readBootData().navTree[0]?.url ?? '/'}>To the start page</LinkButton>
    </HostPage>
  );
}
