import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { useMemo } from 'react';
import { ErrorPanel } from '../../components/ErrorPanel.tsx';
import { LoadingRows } from '../../components/LoadingRows.tsx';
import { PageFrame } from '../../components/PageFrame.tsx';
import { useHealth } from '../../lib/useHealth.ts';
import { usePolling } from '../../lib/usePolling.ts';
import { getPage } from '../../page-table.ts';
import { PartList } from './components/PartList.tsx';
import { toPartViews, toSummary } from './view-model.ts';

const REFRESH_MILLIS = 15_000;

/** How the parts between bot and page are, and what to do about those that are not well. A default export, as `React.lazy` wants it. */
export default function PipelinePage() {
  const styles = useStyles2(getStyles);
  const { data, error, isLoading, reload } = useHealth();
  usePolling(reload, REFRESH_MILLIS);
  const views = useMemo(() => data && toPartViews(data.parts), [data]);
  return (
    <PageFrame
      page={getPage('pipeline')}
      actions={
        <Button variant="secondary" icon="sync" disabled={isLoading} onClick={() => void reload()}>
          Check again
        </Button>
      }
    >
      {error !== undefined && <ErrorPanel error={error} onRetry={() => void reload()} />}
      {!data && isLoading && <LoadingRows count={6} label="Checking the parts" />}
      {data && views && (
        <div className={error === undefined ? undefined : styles.old}>
          <p role="status" className={styles.summary}>
            {error === undefined ? toSummary(data.parts) : `When last asked: ${toSummary(data.parts)}`}
          </p>
          <PartList parts={views} />
        </div>
      )}
    </PageFrame>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  summary: css({ color: theme.colors.text.secondary }),
  old: css({ opacity: 0.7 }),
});
