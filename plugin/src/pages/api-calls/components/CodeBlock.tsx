import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import { SafeText } from '../../../components/SafeText.tsx';

interface CodeBlockProps {
  /** What it is, for screen readers. */
  readonly label: string;
  readonly text: string;
  /** Word of the copy button; absent = no button. */
  readonly copyLabel?: string;
}

/** Untrusted text as it is, with a button that copies exactly it. */
export function CodeBlock({ label, text, copyLabel }: CodeBlockProps) {
  const styles = useStyles2(getStyles);
  return (
    <div>
      {copyLabel !== undefined && (
        <div className={styles.actions}>
          <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => text}>
            {copyLabel}
          </ClipboardButton>
        </div>
      )}
      <pre aria-label={label} className={styles.code} tabIndex={0}>
        <SafeText text={text} />
      </pre>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  actions: css({ display: 'flex', justifyContent: 'flex-end', marginBottom: theme.spacing(1) }),
  code: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxHeight: '60vh', overflow: 'auto' }),
});
