import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Drawer, IconButton, Text, useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import { useMediaQuery } from '../lib/useMediaQuery.ts';

/** Width from which list and detail stand side by side, unless a page knows better. */
const SIDE_BY_SIDE_PIXELS = 1440;

interface MasterDetailProps {
  readonly master: ReactNode;
  /** Absent: nothing is selected and the master has the whole width. */
  readonly detail?: ReactNode;
  /** What the detail is, for its heading and for screen readers. */
  readonly detailTitle: NonNullable<ReactNode>;
  readonly detailLabel: string;
  /** Absent: the detail beside the master stays. */
  readonly onClose?: () => void;
  /** Height of the detail beside the master, where it scrolls on its own. */
  readonly heightPixels?: number;
  /** Width of the detail beside the master, as parts of the master's. Default: 1, as wide as it. */
  readonly detailShare?: number;
  /** Width of the window from which they stand side by side. Default: 1,440. */
  readonly fromPixels?: number;
}

/** Whether list and detail stand side by side. */
export function useIsSideBySide(fromPixels = SIDE_BY_SIDE_PIXELS): boolean {
  return useMediaQuery(`(min-width: ${fromPixels}px)`);
}

const ignore = () => undefined;

/** A master with the detail of what is selected in it: beside it on wide screens, over it as a drawer on narrow ones. */
export function MasterDetail(props: MasterDetailProps) {
  const { master, detail, detailTitle, detailLabel, onClose, heightPixels, detailShare = 1 } = props;
  const styles = useStyles2(getStyles);
  const isWide = useIsSideBySide(props.fromPixels);
  const hasDetail = detail !== undefined && detail !== null && detail !== false;
  return (
    <div
      className={styles.panes}
      style={{
        gridTemplateColumns: isWide && hasDetail ? `minmax(0, 1fr) minmax(0, ${detailShare}fr)` : 'minmax(0, 1fr)',
      }}
    >
      <div className={styles.master}>{master}</div>
      {hasDetail && isWide && (
        <section aria-label={detailLabel} className={styles.detail} style={{ maxHeight: heightPixels }}>
          <div className={styles.heading}>
            <Text element="h2" variant="h4" truncate>
              {detailTitle}
            </Text>
            {onClose && <IconButton name="times" size="lg" tooltip="Close" onClick={onClose} />}
          </div>
          {detail}
        </section>
      )}
      {hasDetail && !isWide && (
        <Drawer title={detailTitle} size={detailShare > 1 ? 'lg' : 'md'} onClose={onClose ?? ignore}>
          <section aria-label={detailLabel}>{detail}</section>
        </Drawer>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panes: css({ display: 'grid', gap: theme.spacing(2) }),
  master: css({ minWidth: 0 }),
  detail: css({
    minWidth: 0,
    overflow: 'auto',
    padding: theme.spacing(1, 2),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  heading: css({ display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: theme.spacing(1) }),
});
