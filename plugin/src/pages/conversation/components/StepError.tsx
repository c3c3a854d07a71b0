import { css } from '@emotion/css';
import type { Step } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import { MeaningLines } from '../../../components/EntryMeaning.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { toErrorView } from '../error-view.ts';
import { toSourceLines } from '../script-view.ts';
import { StepSource } from './StepSource.tsx';

/** Why a step failed: type, message, what such an error means, the failing lines of a script, and the stack. */
export function StepError({ step }: { readonly step: Step }) {
  const styles = useStyles2(getStyles);
  const { type, message, explanation, stack } = toErrorView(step);
  const lines = toSourceLines(step);
  return (
    <>
      <p className={styles.message}>
        <strong>
          <SafeText text={type} />
        </strong>{' '}
        <SafeText text={message} />
      </p>
      {explanation && (
        <dl aria-label="What this error means" className={styles.meaning}>
          <MeaningLines explanation={explanation} />
        </dl>
      )}
      {lines && <StepSource lines={lines} />}
      {stack === undefined ? (
        <p>No stack is recorded: the bot marked the step as failed without an error object.</p>
      ) : (
        <>
          <pre className={styles.block} aria-label="Stack" tabIndex={0}>
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
  meaning: css({
    margin: theme.spacing(0, 0, 1),
    paddingLeft: theme.spacing(1),
    borderLeft: `${theme.spacing(0.25)} solid ${theme.colors.info.border}`,
  }),
  block: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: theme.spacing(0, 0, 1) }),
});
