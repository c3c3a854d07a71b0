import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { SafeText } from '../../../components/SafeText.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import type { StepRow } from '../step-rows.ts';

/** What a row of the step list is: a step, a missing one, the head of a flow, or a step that its flow did not come to. */
export function StepName({ row }: { readonly row: StepRow }) {
  const styles = useStyles2(getStyles);
  switch (row.kind) {
    case 'step':
      return (
        <>
          <StatusSign status={row.step.status} word="" /> <SafeText text={row.step.name} />
          {row.step.run !== '' && <span className={styles.aside}> {row.step.run}</span>}
          {row.step.endsFlow && <span className={styles.end}> the flow ended here</span>}
        </>
      );
    case 'gap':
      return <span className={styles.gap}>index {row.address} is missing</span>;
    case 'flow':
      if (row.name === undefined) return <span className={styles.aside}>outside of a flow</span>;
      return (
        <span className={styles.flow}>
          <StatusSign status={row.status} word="" /> <span className={styles.aside}>flow</span>{' '}
          <SafeText text={row.name} />
          {row.how !== '' && (
            <span className={styles.aside}>
              {' '}
              (<SafeText text={row.how} />)
            </span>
          )}
        </span>
      );
    case 'unreached':
      return (
        <span className={styles.unreached}>
          <span aria-hidden>⤬ </span>
          <SafeText text={row.name} /> not reached
          {row.seenInTurn !== undefined && `, as in turn ${row.seenInTurn}`}
        </span>
      );
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  aside: css({ color: theme.colors.text.secondary }),
  end: css({ color: theme.colors.error.text }),
  gap: css({ color: theme.colors.warning.text }),
  flow: css({ fontWeight: theme.typography.fontWeightMedium }),
  unreached: css({ color: theme.colors.text.secondary, fontStyle: 'italic' }),
});
