import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import { useState } from 'react';
import { toDisplayError } from '../lib/display-error.ts';
import { SafeText } from './SafeText.tsx';

interface ErrorPanelProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** What failed, what the failing part said and what to try, with the query on demand. */
export function ErrorPanel({ error, onRetry }: ErrorPanelProps) {
  const styles = useStyles2(getStyles);
  const [isQueryShown, setIsQueryShown] = useState(false);
  const { title, detail, advice, query } = toDisplayError(error);
  return (
    <Alert severity="error" title={title}>
      <p>{advice}</p>
      <p className={styles.detail}>
        <SafeText text={detail} />
      </p>
      <div className={styles.actions}>
        {onRetry && (
          <Button size="sm" variant="secondary" icon="sync" onClick={onRetry}>
            Try again
          </Button>
        )}
        {query !== undefined && (
          <Button
            size="sm"
            variant="secondary"
            fill="text"
            aria-expanded={isQueryShown}
            onClick={() => setIsQueryShown(!isQueryShown)}
          >
            {isQueryShown ? 'Hide query' : 'Show query'}
          </Button>
        )}
      </div>
      {isQueryShown && query !== undefined && (
        <pre className={styles.query}>
          <SafeText text={query} />
        </pre>
      )}
    </Alert>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  detail: css({ fontFamily: theme.typography.fontFamilyMonospace, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }),
  actions: css({ display: 'flex', gap: theme.spacing(1) }),
  query: css({ marginTop: theme.spacing(1), whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
});
