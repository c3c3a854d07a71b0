import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { SafeText } from '../../../components/SafeText.tsx';
import type { SourceLine } from '../script-view.ts';

/** Lines of a script; the one that threw is marked by its sign and its colour. */
export function StepSource({ lines }: { readonly lines: readonly SourceLine[] }) {
  const styles = useStyles2(getStyles);
  return (
    <pre className={styles.source} aria-label="Source around the failing line" tabIndex={0}>
      {lines.map(({ text, hasThrown }, index) =>
        hasThrown ? (
          <mark key={index} className={styles.thrown}>
            <SafeText text={`${text}\n`} />
          </mark>
        ) : (
          <SafeText key={index} text={`${text}\n`} />
        ),
      )}
    </pre>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  source: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: theme.spacing(0, 0, 1) }),
  thrown: css({ color: theme.colors.error.text, background: theme.colors.error.transparent }),
});
