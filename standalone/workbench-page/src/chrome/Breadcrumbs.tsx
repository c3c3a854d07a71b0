import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, Link, useStyles2 } from '@grafana/ui';
import type { Breadcrumb } from './build-breadcrumbs.ts';

/** The way to the page, as links. */
export function Breadcrumbs({ items }: { readonly items: readonly Breadcrumb[] }) {
  const styles = useStyles2(getStyles);
  return (
    <nav aria-label="Breadcrumbs" className={styles.nav}>
      <ol className={styles.list}>
        {items.map((item, index) => (
          <li key={`${index} ${item.text}`} className={styles.item}>
            <Crumb item={item} isLast={index === items.length - 1} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Crumb({ item, isLast }: { readonly item: Breadcrumb; readonly isLast: boolean }) {
  const styles = useStyles2(getStyles);
  if (isLast) {
    return (
      <span aria-current="page" className={styles.current} title={item.text}>
        {item.text}
      </span>
    );
  }
  return (
    <>
      {item.url === undefined ? <span>{item.text}</span> : <Link href={item.url}>{item.text}</Link>}
      <Icon name="angle-right" />
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  nav: css({ flex: 1, minWidth: 0 }),
  list: css({ display: 'flex', flexWrap: 'nowrap', minWidth: 0, overflow: 'hidden', listStyle: 'none' }),
  item: css({
    display: 'flex',
    alignItems: 'center',
    minWidth: 0,
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    '&:last-child': { flexShrink: 1, overflow: 'hidden' },
    '& a:hover': { textDecoration: 'underline' },
    [theme.breakpoints.down('md')]: { '&:not(:last-child)': { display: 'none' } },
  }),
  current: css({ overflow: 'hidden', textOverflow: 'ellipsis', color: theme.colors.text.primary }),
});
