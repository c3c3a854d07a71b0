import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import { DOCKED_FROM_PIXELS, SIDE_NAV_PIXELS, TOP_BAR_PIXELS, useMenuOpen } from './chrome-state.ts';
import { SideNav } from './SideNav.tsx';
import { Toasts } from './Toasts.tsx';
import { TopBar } from './TopBar.tsx';

/** Everything around a page. */
export function Chrome({ children }: { readonly children: ReactNode }) {
  const styles = useStyles2(getStyles);
  const [isMenuOpen] = useMenuOpen();
  return (
    <>
      <a href="#page" className={styles.skip}>
        Skip to the page
      </a>
      <TopBar />
      <SideNav />
      <main id="page" tabIndex={-1} className={cx(styles.main, isMenuOpen && styles.beside)}>
        {children}
      </main>
      <Toasts />
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  skip: css({
    position: 'fixed',
    top: '-10em',
    left: theme.spacing(1),
    zIndex: theme.zIndex.portal,
    padding: theme.spacing(1, 2),
    background: theme.colors.background.elevated,
    '&:focus': { top: theme.spacing(0.5) },
  }),
  main: css({
    display: 'flex',
    flexDirection: 'column',
    minHeight: '100vh',
    paddingTop: TOP_BAR_PIXELS,
    outline: 'none',
    background: theme.colors.background.canvas,
  }),
  beside: css({ [`@media (min-width: ${DOCKED_FROM_PIXELS}px)`]: { paddingLeft: SIDE_NAV_PIXELS } }),
});
