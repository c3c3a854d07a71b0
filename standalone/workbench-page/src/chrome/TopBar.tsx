import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { config } from '@grafana/runtime';
import { ToolbarButton, useStyles2 } from '@grafana/ui';
import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { Breadcrumbs } from './Breadcrumbs.tsx';
import { buildBreadcrumbs } from './build-breadcrumbs.ts';
import { pageNavStore, TOP_BAR_PIXELS, useMenuOpen } from './chrome-state.ts';
import { RoleSwitch } from './RoleSwitch.tsx';
import { ThemeSwitch, UserMenu } from './UserMenu.tsx';

/** The bar at the top: navigation switch, way to the page, role, theme, person. */
export function TopBar() {
  const styles = useStyles2(getStyles);
  const [isOpen, setOpen] = useMenuOpen();
  const { pathname } = useLocation();
  const breadcrumbs = buildBreadcrumbs(config.bootData.navTree, config.appSubUrl + pathname, pageNavStore.use());
  const title = breadcrumbs.map(({ text }) => text).reverse();
  useEffect(() => {
    document.title = title.join(' · ');
  }, [title]);
  return (
    <header className={styles.bar}>
      <ToolbarButton
        iconOnly
        icon="bars"
        aria-label={isOpen ? 'Close the navigation' : 'Open the navigation'}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      />
      <Breadcrumbs items={breadcrumbs} />
      <div className={styles.role}>
        <span aria-hidden className={styles.label}>
          View as
        </span>
        <RoleSwitch />
      </div>
      <ThemeSwitch />
      <UserMenu />
    </header>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    position: 'fixed',
    inset: '0 0 auto 0',
    zIndex: theme.zIndex.navbarFixed,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: TOP_BAR_PIXELS,
    padding: theme.spacing(0, 2, 0, 1),
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  role: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    [theme.breakpoints.down('md')]: { display: 'none' },
  }),
  label: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
