import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ConfirmButton, Text, useStyles2 } from '@grafana/ui';
import { PageLink } from '../../../components/PageLink.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import { TimeText } from '../../../components/TimeText.tsx';
import { useMay, useServices } from '../../../lib/services.ts';
import type { AlertActions } from '../useAlertActions.ts';
import type { AlertRowView } from '../view-model.ts';

/** One window: what was mailed, to whom, what became of it and what was held back. */
export function AlertDetail({ view, actions }: { readonly view: AlertRowView; readonly actions: AlertActions }) {
  const styles = useStyles2(getStyles);
  const mayReset = useMay('settings:write');
  const { nowMillis } = useServices();
  const { row } = view;
  const isOpen = row.state !== 'test' && row.windowEnd > nowMillis();
  return (
    <div className={styles.detail}>
      <p>
        <StatusSign status={view.status} word={view.statusWord} /> <SafeText text={row.lastAnswer ?? ''} />
        {row.nextAttemptAt !== undefined && (
          <>
            {' '}
            · attempt {row.attempts + 1} at <TimeText millis={row.nextAttemptAt} sameDayAsMillis={nowMillis()} />
          </>
        )}
      </p>
      {row.state === 'written' && (
        <p>
          <Text color="secondary">
            No SMTP server is configured (BOTSCOPE_SMTP_URL), so mails are files in the outbox of the data directory.
          </Text>
        </p>
      )}
      <p>
        <Text weight="medium">
          <SafeText text={row.subject} />
        </Text>
      </p>
      <p>
        <SafeText text={row.reason} />
      </p>
      {view.stepPath !== undefined && (
        <p>
          <PageLink to={view.stepPath} className="external-link">
            Open the step ↗
          </PageLink>
        </p>
      )}
      <p>
        Sent to <SafeText text={view.recipients} />.{' '}
        {row.suppressedCount === 0
          ? 'No further error so far.'
          : `${row.suppressedCount.toLocaleString('en')} more errors were held back.`}{' '}
        {isOpen ? 'The next mail for this bot is not sent before ' : 'The window ended at '}
        <TimeText millis={row.windowEnd} />.
      </p>
      {mayReset && isOpen && (
        <ConfirmButton
          confirmText="Reset window"
          confirmVariant="primary"
          onConfirm={() => void actions.resetWindow(row.bot)}
          disabled={actions.isBusy}
        >
          Reset window now
        </ConfirmButton>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  detail: css({ '& p': { marginBottom: theme.spacing(1), overflowWrap: 'anywhere' } }),
});
