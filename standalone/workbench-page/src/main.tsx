import './install-trusted-types.ts';
import '@fontsource/inter/400.css';
import '@fontsource/inter/500.css';
import '@fontsource/inter/400-italic.css';
import '@fontsource/roboto-mono/400.css';
import '@fontsource/roboto-mono/500.css';
import { createRoot } from 'react-dom/client';
import { AppError } from './app/AppError.tsx';
import { HistoryRouter } from './app/HistoryRouter.tsx';
import { HostRoutes } from './app/HostRoutes.tsx';
import { loadAppPlugin, type LoadedApp } from './app/load-app-plugin.ts';
import { Chrome } from './chrome/Chrome.tsx';
import { TOP_BAR_PIXELS, useMenuOpen } from './chrome/chrome-state.ts';
import { HostPage } from './chrome/HostPage.tsx';
import { interceptLinks } from './intercept-links.ts';
import { configureRuntime } from './runtime/configure-runtime.ts';
import { registerSharedModules } from './shared-modules.ts';
import { ThemeProvider } from './theme.tsx';

async function start(): Promise<void> {
  await configureRuntime({ PluginPage: HostPage, useMenuOpen, headerHeightPixels: TOP_BAR_PIXELS });
  registerSharedModules();
  interceptLinks();
  const loaded = await loadAppPlugin().catch((error: unknown) => ({ error }));
  createRoot(document.getElementById('reactRoot')!).render(<Host loaded={loaded} />);
}

function Host({ loaded }: { readonly loaded: LoadedApp | { readonly error: unknown } }) {
  return (
    <ThemeProvider>
      <HistoryRouter>
        <Chrome>{'error' in loaded ? <AppError error={loaded.error} /> : <HostRoutes app={loaded} />}</Chrome>
      </HistoryRouter>
    </ThemeProvider>
  );
}

void start();
