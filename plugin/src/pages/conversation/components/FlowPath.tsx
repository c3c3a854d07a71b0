import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { SafeText } from '../../../components/SafeText.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import type { FlowCrumb } from '../turn-view.ts';

const MOST_CRUMBS = 12;

/** The flows that ran in a turn, in order, each with what triggered it. */
export function FlowPath({ path }: { readonly path: readonly FlowCrumb[] }) {
  const styles = useStyles2(getStyles);
  if (path.length === 0) return <span>no flow</span>;
  const hidden = path.length - MOST_CRUMBS;
  return (
    <nav aria-label="Flow path">
      <ol className={styles.path}>
        {path.slice(0, MOST_CRUMBS).map(({ name, trigger, status }, index) => (
          <li key={index} className={styles.crumb}>
            {status !== 'ok' && <StatusSign status={status} word="" />}
            <span className={styles.name}>
              <SafeText text={name} />
            </span>
            {trigger !== '' && (
              <span className={styles.trigger}>
                (<SafeText text={trigger} />)
              </span>
            )}
          </li>
        ))}
        {hidden > 0 && <li className={styles.crumb}>{hidden} more</li>}
      </ol>
    </nav>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  path: css({ display: 'flex', flexWrap: 'wrap', listStyle: 'none', margin: 0, padding: 0 }),
  crumb: css({
    display: 'inline-flex',
    gap: theme.spacing(0.5),
    '& + &::before': { content: '"›"', padding: theme.spacing(0, 0.5), color: theme.colors.text.secondary },
  }),
  name: css({ fontWeight: theme.typography.fontWeightMedium }),
  trigger: css({ color: theme.colors.text.secondary }),
});
