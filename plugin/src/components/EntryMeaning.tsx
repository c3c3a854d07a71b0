import { css } from '@emotion/css';
import type { Explanation } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { useState } from 'react';

interface EntryMeaningProps {
  /** The most telling first; without any nothing is shown. */
  readonly explanations: readonly Explanation[];
}

/** What a kind of entry means and what to do, on demand. */
export function EntryMeaning({ explanations }: EntryMeaningProps) {
  const styles = useStyles2(getStyles);
  const [isOpen, setIsOpen] = useState(false);
  if (explanations.length === 0) return null;
  return (
    <div>
      <Button
        size="sm"
        fill="text"
        icon="question-circle"
        aria-expanded={isOpen}
        className={styles.toggle}
        onClick={() => setIsOpen(!isOpen)}
      >
        What does this entry mean?
      </Button>
      {isOpen && (
        <dl aria-label="Meaning" className={styles.list}>
          {explanations.map((explanation) => (
            <MeaningLines key={explanation.title} explanation={explanation} />
          ))}
        </dl>
      )}
    </div>
  );
}

/** One explanation as term and description. */
export function MeaningLines({ explanation: { title, meaning, advice } }: { readonly explanation: Explanation }) {
  const styles = useStyles2(getStyles);
  return (
    <div>
      <dt className={styles.title}>{title}</dt>
      <dd className={styles.text}>
        {meaning} {advice}
      </dd>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  toggle: css({ paddingLeft: 0 }),
  list: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    margin: theme.spacing(0.5, 0, 1),
    paddingLeft: theme.spacing(1),
    borderLeft: `${theme.spacing(0.25)} solid ${theme.colors.info.border}`,
  }),
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
  text: css({ margin: 0, maxWidth: '80ch', color: theme.colors.text.secondary }),
});
