import { getThemeById, ThemeContext, type GrafanaTheme2 } from '@grafana/data';
import { config, getAppEvents, getBackendSrv, ThemeChangedEvent } from '@grafana/runtime';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import { useEffect, type ReactNode } from 'react';
import { createStore } from './create-store.ts';

/** Themes that a person can choose. */
export const THEME_CHOICES = ['system', 'light', 'dark'] as const;
/** A theme that a person can choose; `system` follows the browser. */
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const choice = createStore<ThemeChoice>(
  THEME_CHOICES.find((candidate) => candidate === config.bootData.user.theme) ?? 'system',
);
const theme = createStore<GrafanaTheme2>(config.theme2);

/** Hook: the choice, following it. */
export const useThemeChoice = choice.use;

/** Shows a theme at once and keeps the choice for later visits. */
export function chooseTheme(chosen: ThemeChoice): void {
  choice.set(chosen);
  showTheme();
  const quietly = { showSuccessAlert: false };
  void getBackendSrv().patch('api/user/preferences', { theme: chosen }, quietly);
}

function showTheme(): void {
  const next = getThemeById(choice.get());
  config.theme2 = next;
  config.bootData.user.lightTheme = next.isLight;
  document.documentElement.dataset.theme = next.colors.mode;
  theme.set(next);
  getAppEvents().publish(new ThemeChangedEvent(next));
}

/** Theme, global styles and the place for overlays, around everything. */
export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const current = theme.use();
  useEffect(() => {
    const preference = window.matchMedia('(prefers-color-scheme: dark)');
    const follow = (): void => void (choice.get() === 'system' && showTheme());
    document.documentElement.dataset.theme = theme.get().colors.mode;
    preference.addEventListener('change', follow);
    return () => preference.removeEventListener('change', follow);
  }, []);
  return (
    <ThemeContext.Provider value={current}>
      <GlobalStyles />
      {children}
      <PortalContainer />
    </ThemeContext.Provider>
  );
}
