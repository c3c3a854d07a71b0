import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { LoadingRows } from './LoadingRows.tsx';

interface ListFooterProps {
  readonly isLoadingMore: boolean;
  readonly isDone: boolean;
}

/** Below the last row of a list that is read by scrolling. */
export function ListFooter({ isLoadingMore, isDone }: ListFooterProps) {
  const styles = useStyles2(getStyles);
  if (isLoadingMore) return <LoadingRows count={3} label="Loading older rows" />;
  return isDone ? <p className={styles.end}>Nothing older in this time range</p> : null;
}

const getStyles = (theme: GrafanaTheme2) => ({
  end: css({ padding: theme.spacing(1), textAlign: 'center', color: theme.colors.text.secondary, margin: 0 }),
});
