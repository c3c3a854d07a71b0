import { css } from '@emotion/css';
import { buildPagePath } from '@botscope/conventions';
import { toUnixMillis, type Step, type StepCallDetail } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { PageLink } from '../../../components/PageLink.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import { formatDuration } from '../../../lib/duration.ts';
import { useMay } from '../../../lib/services.ts';
import { toCallSummary, toOutcomeText } from '../calls-view.ts';

const AROUND_MILLIS = 3_600_000;

/** The API calls of a step. Who may read API logs gets from each to its request and response. */
export function StepCalls({ step }: { readonly step: Step }) {
  const styles = useStyles2(getStyles);
  const mayOpen = useMay('api-calls:read');
  if (step.calls.length === 0) return <p>The record of this step names no API call.</p>;
  const summary = toCallSummary(step.calls);
  return (
    <>
      <p>
        <StatusSign status={summary.hasFailed ? 'error' : 'ok'} word={summary.text} />
      </p>
      <ul className={styles.list}>
        {step.calls.map((call) => (
          <li key={call.uid} className={styles.item}>
            <StatusSign status={call.failed ? 'error' : 'ok'} word={toOutcomeText(call)} />
            <span className={styles.target}>
              <SafeText text={`${call.method} ${call.host}`} />
            </span>
            <span>{formatDuration(call.durationMs)}</span>
            {mayOpen ? <PageLink to={toApiLogPath(call, step)}>Request and response</PageLink> : <span />}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The call's row in the API logs, with the time in which it is found there. */
function toApiLogPath(call: StepCallDetail, step: Step): string {
  const startMillis = toUnixMillis(step.startUnixNano);
  return buildPagePath('apiCalls', {
    selected: call.uid,
    from: startMillis - AROUND_MILLIS,
    to: startMillis + (step.durationMillis ?? 0) + AROUND_MILLIS,
  });
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none' }),
  item: css({
    display: 'grid',
    gridTemplateColumns: '14ch minmax(0, 1fr) max-content max-content',
    gap: theme.spacing(2),
    padding: theme.spacing(0.5, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  target: css({ fontFamily: theme.typography.fontFamilyMonospace, overflowWrap: 'anywhere' }),
});
