import { APP_BASE_PATH, toAction } from '@botscope/conventions';
import type { AppRootProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import { Suspense, useMemo } from 'react';
import { useLocation } from 'react-router-dom';
import { NoAccess } from './components/NoAccess.tsx';
import { PageErrorBoundary } from './components/PageErrorBoundary.tsx';
import { UnknownPage } from './components/UnknownPage.tsx';
import { createGrafanaServices } from './lib/grafana-services.ts';
import { ServicesContext, useServices, type AppServices } from './lib/services.ts';
import { narrowSettings } from './lib/settings.ts';
import { PAGE_COMPONENTS } from './page-components.ts';
import { PAGES, getPage } from './page-table.ts';

/** The app's root in Grafana. A default export, as `React.lazy` wants it. */
export default function App({ meta }: Pick<AppRootProps, 'meta'>) {
  const { jsonData } = meta;
  const services = useMemo(() => createGrafanaServices(narrowSettings(jsonData)), [jsonData]);
  return <AppPages services={services} />;
}

/** The app with its services: the page of the address, if the person may see it. */
export function AppPages({ services }: { readonly services: AppServices }) {
  return (
    <ServicesContext.Provider value={services}>
      <CurrentPage />
    </ServicesContext.Provider>
  );
}

function CurrentPage() {
  const { pathname, search } = useLocation();
  const { hasAction } = useServices();
  const page = findPage(pathname);
  if (!page) return <UnknownPage path={pathname} />;
  if (!hasAction(toAction(page.permission))) return <NoAccess page={page} />;
  const Page = PAGE_COMPONENTS[page.name];
  return (
    <PageErrorBoundary page={page.name} address={pathname + search}>
      <Suspense fallback={<LoadingPlaceholder text="" />}>
        <Page />
      </Suspense>
    </PageErrorBoundary>
  );
}

/** The page of a path; the app's own address is its first page. Paths are compared as a whole, so no spelling slips by a check. */
function findPage(pathname: string) {
  const path = pathname.replace(/\/$/, '');
  if (path === APP_BASE_PATH) return getPage('conversations');
  return PAGES.find((page) => APP_BASE_PATH + page.path === path);
}
