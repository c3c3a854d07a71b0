import { AppPlugin, type AppRootProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import { lazy, Suspense } from 'react';
import type { AppConfigProps } from './config/AppConfig.tsx';
import { EXTENSION_LINKS } from './extensions/extension-links.ts';

const LazyApp = lazy(() => import('./App.tsx'));
const LazyAppConfig = lazy(() => import('./config/AppConfig.tsx'));

const App = (props: AppRootProps) => (
  <Suspense fallback={<LoadingPlaceholder text="" />}>
    <LazyApp {...props} />
  </Suspense>
);

const AppConfig = (props: AppConfigProps) => (
  <Suspense fallback={<LoadingPlaceholder text="" />}>
    <LazyAppConfig {...props} />
  </Suspense>
);

/** The app plugin as Grafana loads it. */
export const plugin = new AppPlugin().setRootPage(App).addConfigPage({
  title: 'Configuration',
  icon: 'cog',
  body: AppConfig,
  id: 'configuration',
});

for (const link of EXTENSION_LINKS) plugin.addLink({ ...link, targets: [...link.targets] });
