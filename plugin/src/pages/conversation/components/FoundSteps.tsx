import { css, cx } from '@emotion/css';
import type { PathChange, VariableHistory } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, IconButton, useStyles2 } from '@grafana/ui';
import { useState } from 'react';
import { SafeText } from '../../../components/SafeText.tsx';
import { TimeText } from '../../../components/TimeText.tsx';
import { ValueView } from '../../../components/ValueView.tsx';
import type { StepSearch } from '../step-search.ts';
import { toPointView } from '../variables-view.ts';

interface FoundStepsProps {
  readonly history: VariableHistory;
  readonly result: StepSearch;
  /** Point that is shown. */
  readonly index: number;
  readonly onOpen: (index: number) => void;
}

const AT_ONCE = 50;

/** What a search for steps found: how often it changed, the way from match to match, and every change as a list. */
export function FoundSteps({ history, result, index, onOpen }: FoundStepsProps) {
  const styles = useStyles2(getStyles);
  const [shown, setShown] = useState(AT_ONCE);
  const { changes, matches, summary } = result;
  const before = matches.findLast((match) => match.index < index);
  const after = matches.find((match) => match.index > index);
  const place = matches.findIndex((match) => match.index === index);
  return (
    <section aria-label="Found steps">
      <div className={styles.summary}>
        <span role="status">
          {summary}
          {place !== -1 && ` This is ${place + 1} of ${matches.length}.`}
        </span>
        {matches.length > 0 && (
          <>
            <IconButton
              name="arrow-up"
              tooltip="Match before"
              disabled={!before}
              onClick={() => before && onOpen(before.index)}
            />
            <IconButton
              name="arrow-down"
              tooltip="Match after"
              disabled={!after}
              onClick={() => after && onOpen(after.index)}
            />
          </>
        )}
      </div>
      {changes.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col">Time</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {changes.slice(0, shown).map((change) => (
              <ChangeRow
                key={change.index}
                history={history}
                change={change}
                isHere={change.index === index}
                onOpen={onOpen}
              />
            ))}
          </tbody>
        </table>
      )}
      {changes.length > shown && (
        <Button size="sm" fill="text" onClick={() => setShown(shown + AT_ONCE)}>
          Show {Math.min(AT_ONCE, changes.length - shown)} more of {changes.length} changes
        </Button>
      )}
    </section>
  );
}

interface ChangeRowProps extends Pick<FoundStepsProps, 'history' | 'onOpen'> {
  readonly change: PathChange;
  readonly isHere: boolean;
}

function ChangeRow({ history, change, isHere, onOpen }: ChangeRowProps) {
  const styles = useStyles2(getStyles);
  const point = history.points[change.index];
  if (!point) return null;
  const { place, name, timeMillis } = toPointView(point);
  return (
    <tr className={cx(isHere && styles.here)} aria-current={isHere ? 'step' : undefined}>
      <th scope="row">
        <Button size="sm" fill="text" onClick={() => onOpen(change.index)}>
          {change.matches && <span aria-hidden>▾&nbsp;</span>}
          <SafeText text={`${place} ${name}`} />
        </Button>
        {change.isLate && <span className={styles.note}>found after a gap</span>}
      </th>
      <td>
        <TimeText millis={timeMillis} sameDayAsMillis={timeMillis} />
      </td>
      <Side value={change.before} label="Before" />
      <Side value={change.after} label="After" />
    </tr>
  );
}

function Side({ value, label }: { readonly value: unknown; readonly label: string }) {
  if (value === undefined) return <td aria-label={`${label}: did not exist`}>–</td>;
  return (
    <td>
      <ValueView value={value} label={label} />
    </td>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  summary: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  table: css({
    width: '100%',
    'th, td': {
      padding: theme.spacing(0.25, 1),
      verticalAlign: 'top',
      fontWeight: theme.typography.fontWeightRegular,
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    'thead th': { color: theme.colors.text.secondary },
  }),
  here: css({ background: theme.colors.background.secondary }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
