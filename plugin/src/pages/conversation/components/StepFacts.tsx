import { css } from '@emotion/css';
import { explainStep } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { EntryMeaning } from '../../../components/EntryMeaning.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import { toStepFacts } from '../step-facts.ts';
import type { StepView } from '../step-view.ts';

/** How a step went in a line: its kind, duration, what it waits for, to whom it handed over; and what such an entry means. */
export function StepFacts({ view }: { readonly view: StepView }) {
  const styles = useStyles2(getStyles);
  const { wait, facts } = toStepFacts(view.step);
  return (
    <>
      <div className={styles.facts}>
        <StatusSign status={view.status} />
        {wait !== undefined && <StatusSign status="waiting" word={wait} />}
        <span>{view.duration}</span>
        {facts.map(([label, text]) => (
          <span key={label}>
            <span className={styles.label}>{label}</span> <SafeText text={text} />
          </span>
        ))}
      </div>
      <EntryMeaning explanations={explainStep(view.step)} />
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  facts: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 2) }),
  label: css({ color: theme.colors.text.secondary }),
});
