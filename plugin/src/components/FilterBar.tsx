import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';

interface FilterBarProps {
  readonly children: ReactNode;
  /** At the end of the bar: counts and what applies to the whole list. */
  readonly end?: ReactNode;
}

/** The filters above a list. */
export function FilterBar({ children, end }: FilterBarProps) {
  const styles = useStyles2(getStyles);
  return (
    <div role="search" aria-label="Filters" className={styles.bar}>
      <div className={styles.filters}>{children}</div>
      <div className={styles.end}>{end}</div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  }),
  filters: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  end: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), color: theme.colors.text.secondary }),
});
