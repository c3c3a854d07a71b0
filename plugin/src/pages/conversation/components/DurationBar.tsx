import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface DurationBarProps {
  /** Part of the longest duration, 0 … 1. */
  readonly share: number;
  readonly text: string;
  readonly isSlowest: boolean;
}

/** A duration as bar and words. */
export function DurationBar({ share, text, isSlowest }: DurationBarProps) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.cell} title={isSlowest ? 'The slowest step' : undefined}>
      <span className={styles.track} aria-hidden>
        <span className={styles.bar} style={{ width: `${Math.max(1, Math.round(share * 100))}%` }} />
      </span>
      <span>
        {text}
        {isSlowest && ' ▲'}
      </span>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  cell: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  track: css({ flex: 1, height: theme.spacing(1), background: theme.colors.background.secondary }),
  bar: css({ display: 'block', height: '100%', background: theme.colors.primary.main }),
});
