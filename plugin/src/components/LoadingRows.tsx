import { css, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface LoadingRowsProps {
  readonly count?: number;
  /** What is being loaded, for screen readers. */
  readonly label: string;
}

/** Rows in the place of those that are being loaded, so that nothing jumps when they come. */
export function LoadingRows({ count = 12, label }: LoadingRowsProps) {
  const styles = useStyles2(getStyles);
  return (
    <div role="status" aria-label={label} className={styles.rows}>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={styles.row} style={{ width: `${100 - ((index * 17) % 30)}%` }} />
      ))}
    </div>
  );
}

const pulse = keyframes({ '50%': { opacity: 0.4 } });

const getStyles = (theme: GrafanaTheme2) => ({
  rows: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), padding: theme.spacing(1) }),
  row: css({
    height: theme.spacing(3),
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    [theme.transitions.handleMotion('no-preference')]: { animation: `${pulse} 1.6s ease-in-out infinite` },
  }),
});
