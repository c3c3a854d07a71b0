import { css, cx } from '@emotion/css';
import type { GrafanaTheme2, NavLinkDTO } from '@grafana/data';
import { config } from '@grafana/runtime';
import { Link, useStyles2 } from '@grafana/ui';
import { useLocation } from 'react-router';
import { findActiveEntry } from './build-breadcrumbs.ts';
import {
  closeOverlayMenu,
  DOCKED_FROM_PIXELS,
  menuOpenStore,
  SIDE_NAV_PIXELS,
  TOP_BAR_PIXELS,
  useMenuOpen,
} from './chrome-state.ts';

/** The navigation: the app's pages that this person may open. */
export function SideNav() {
  const styles = useStyles2(getStyles);
  const [isOpen] = useMenuOpen();
  const { pathname } = useLocation();
  const navigation = config.bootData.navTree;
  const active = findActiveEntry(navigation, config.appSubUrl + pathname);
  if (!isOpen) return null;
  return (
    <>
      <div className={styles.backdrop} aria-hidden onClick={() => menuOpenStore.set(false)} />
      <nav aria-label="Navigation" className={styles.nav}>
        {navigation.map((section) => (
          <NavSection key={section.text} section={section} active={active} />
        ))}
        <p className={styles.foot}>Workbench · Grafana {config.buildInfo.version}</p>
      </nav>
    </>
  );
}

function NavSection({ section, active }: { readonly section: NavLinkDTO; readonly active: NavLinkDTO | undefined }) {
  const styles = useStyles2(getStyles);
  const logo = `${window.__grafana_public_path__ ?? ''}plugins/botscope-logs-app/img/logo.svg`;
  return (
    <>
      <Link href={section.url ?? '/'} className={styles.brand} onClick={closeOverlayMenu}>
        <img src={logo} alt="" className={styles.logo} />
        {section.text}
      </Link>
      <ul className={styles.list}>
        {section.children?.map((entry) => (
          <li key={entry.text}>
            <Link
              href={entry.url ?? '/'}
              aria-current={entry === active ? 'page' : undefined}
              className={cx(styles.entry, entry === active && styles.active)}
              onClick={closeOverlayMenu}
            >
              {entry.text}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

const docked = `@media (min-width: ${DOCKED_FROM_PIXELS}px)`;

const getStyles = (theme: GrafanaTheme2) => ({
  backdrop: css({
    position: 'fixed',
    inset: `${TOP_BAR_PIXELS}px 0 0 0`,
    zIndex: theme.zIndex.sidemenu,
    background: theme.components.overlay.background,
    [docked]: { display: 'none' },
  }),
  nav: css({
    position: 'fixed',
    inset: `${TOP_BAR_PIXELS}px auto 0 0`,
    zIndex: theme.zIndex.sidemenu,
    display: 'flex',
    flexDirection: 'column',
    width: SIDE_NAV_PIXELS,
    padding: theme.spacing(1),
    overflowY: 'auto',
    background: theme.colors.background.primary,
    borderRight: `1px solid ${theme.colors.border.weak}`,
  }),
  brand: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    padding: theme.spacing(1),
    fontWeight: theme.typography.fontWeightMedium,
    fontSize: theme.typography.h5.fontSize,
  }),
  logo: css({ width: theme.spacing(3), height: theme.spacing(3) }),
  list: css({ flex: 1, listStyle: 'none' }),
  entry: css({
    display: 'block',
    padding: theme.spacing(0.75, 1, 0.75, 5.5),
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.secondary,
    '&:hover': { background: theme.colors.action.hover, color: theme.colors.text.primary },
  }),
  active: css({
    position: 'relative',
    background: theme.colors.action.selected,
    color: theme.colors.text.primary,
    '&::before': {
      content: '""',
      position: 'absolute',
      inset: `${theme.spacing(0.75)} auto ${theme.spacing(0.75)} 0`,
      width: theme.spacing(0.5),
      borderRadius: theme.shape.radius.default,
      backgroundImage: theme.colors.gradients.brandVertical,
    },
  }),
  foot: css({
    margin: theme.spacing(2, 1, 1),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
