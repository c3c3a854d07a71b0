import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, Text, useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';

interface EmptyPanelProps {
  /** What would appear here. */
  readonly title: string;
  /** Why there is nothing, and the next thing to do. */
  readonly children: ReactNode;
  /** A line to paste into a bot or a terminal. */
  readonly line?: string;
  readonly action?: ReactNode;
}

/** Stands where nothing is, and says what would. */
export function EmptyPanel({ title, children, line, action }: EmptyPanelProps) {
  const styles = useStyles2(getStyles);
  return (
    <div role="status" className={styles.panel}>
      <Text element="h2" variant="h4">
        {title}
      </Text>
      <p className={styles.text}>{children}</p>
      {line !== undefined && (
        <div className={styles.line}>
          <pre className={styles.code}>{line}</pre>
          <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => line}>
            Copy
          </ClipboardButton>
        </div>
      )}
      {action}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(6, 2),
    textAlign: 'center',
  }),
  text: css({ color: theme.colors.text.secondary, maxWidth: '72ch' }),
  code: css({ maxWidth: '100%', margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', textAlign: 'start' }),
  line: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    flexWrap: 'wrap',
    justifyContent: 'center',
  }),
});
