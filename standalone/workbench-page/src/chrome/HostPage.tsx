import { css } from '@emotion/css';
import { PageLayoutType, type GrafanaTheme2 } from '@grafana/data';
import { config, type PluginPageProps } from '@grafana/runtime';
import { Tab, TabsBar, Text, useStyles2 } from '@grafana/ui';
import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { findActiveEntry } from './build-breadcrumbs.ts';
import { pageNavStore } from './chrome-state.ts';

/** Header and body of a page: what `PluginPage` of `@grafana/runtime` is here. */
export function HostPage({ pageNav, layout = PageLayoutType.Standard, children, ...header }: PluginPageProps) {
  const styles = useStyles2(getStyles);
  useEffect(() => {
    pageNavStore.set(pageNav);
    return () => pageNavStore.set(undefined);
  }, [pageNav]);
  if (layout === PageLayoutType.Custom) return <div className={styles.custom}>{children}</div>;
  return (
    <div className={styles.page}>
      {layout === PageLayoutType.Standard && <PageHeader pageNav={pageNav} {...header} />}
      <div className={styles.content}>{children}</div>
    </div>
  );
}

type HeaderProps = Pick<PluginPageProps, 'pageNav' | 'renderTitle' | 'info' | 'actions' | 'subTitle'>;

function PageHeader({ pageNav, renderTitle, info, actions, subTitle }: HeaderProps) {
  const styles = useStyles2(getStyles);
  const { pathname } = useLocation();
  const title = pageNav?.text ?? findActiveEntry(config.bootData.navTree, config.appSubUrl + pathname)?.text ?? '';
  const under = subTitle ?? pageNav?.subTitle;
  return (
    <div className={styles.header}>
      <div className={styles.titleRow}>
        <div className={styles.title}>{renderTitle ? renderTitle(title) : <Text element="h1">{title}</Text>}</div>
        {info?.map(({ label, value }) => (
          <div key={label}>
            <div className={styles.infoLabel}>{label}</div>
            {value}
          </div>
        ))}
        <div className={styles.actions}>{actions}</div>
      </div>
      {under !== undefined && <div className={styles.subTitle}>{under}</div>}
      <PageTabs pageNav={pageNav} />
    </div>
  );
}

function PageTabs({ pageNav }: Pick<PluginPageProps, 'pageNav'>) {
  const tabs = pageNav?.children?.filter(({ hideFromTabs }) => hideFromTabs !== true) ?? [];
  if (tabs.length === 0) return null;
  return (
    <TabsBar>
      {tabs.map(({ text, url, active, icon, tabCounter, tabSuffix }) => (
        <Tab
          key={text}
          label={text}
          {...(url === undefined ? {} : { href: url })}
          active={active ?? false}
          icon={icon}
          counter={tabCounter}
          suffix={tabSuffix}
        />
      ))}
    </TabsBar>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  custom: css({ display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0 }),
  page: css({
    display: 'flex',
    flexDirection: 'column',
    flex: 1,
    minWidth: 0,
    padding: theme.spacing(2),
    [theme.breakpoints.up('md')]: { padding: theme.spacing(3) },
  }),
  header: css({ display: 'flex', flexDirection: 'column', marginBottom: theme.spacing(3) }),
  titleRow: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1, 3) }),
  title: css({ minWidth: 0, overflowWrap: 'anywhere', '& h1': { marginBottom: 0 } }),
  infoLabel: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  actions: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), marginLeft: 'auto' }),
  subTitle: css({ marginTop: theme.spacing(0.5), color: theme.colors.text.secondary }),
  content: css({ flex: 1, minWidth: 0 }),
});
