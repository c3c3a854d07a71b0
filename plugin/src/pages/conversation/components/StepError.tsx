import { css } from '@emotion/css';
import type { Step } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import { SafeText } from '../../../components/SafeText.tsx';
import { toErrorView } from '../error-view.ts';

/** Why a step failed: type, message, the failing lines of a script, and the stack. */
export function StepError({ step }: { readonly step: Step }) {
  const styles = useStyles2(getStyles);
  const { type, message, source, stack } = toErrorView(step);
  return (
    <>
      <p className={styles.message}>
        <strong>
          <SafeText text={type} />
        </strong>{' '}
        <SafeText text={message} />
      </p>
      {source !== undefined && (
        <pre className={styles.block} aria-label="Source around the failing line">
          <SafeText text={source} />
        </pre>
      )}
      {stack !== undefined && (
        <>
          <pre className={styles.block} aria-label="Stack">
            <SafeText text={stack} />
          </pre>
          <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => stack}>
            Copy stack
          </ClipboardButton>
        </>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  message: css({ color: theme.colors.error.text, overflowWrap: 'anywhere' }),
  block: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: theme.spacing(0, 0, 1) }),
});
