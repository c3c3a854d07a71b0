import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Input, useStyles2 } from '@grafana/ui';
import { useId, useState, type FormEvent } from 'react';
import { MAX_TEXT_LENGTH } from '../../../lib/url-parameters.ts';

interface FindStepProps {
  /** The question that is answered now; empty = none. */
  readonly question: string;
  /** Why it cannot be read. */
  readonly problem: string | undefined;
  /** Names to offer. */
  readonly names: readonly string[];
  readonly onFind: (question: string) => void;
}

const MOST_NAMES = 200;

/** Asks for the first step where a variable became something. */
export function FindStep({ question, problem, names, onFind }: FindStepProps) {
  const styles = useStyles2(getStyles);
  const [typed, setTyped] = useState(question);
  const [lastQuestion, setLastQuestion] = useState(question);
  if (question !== lastQuestion) {
    setLastQuestion(question);
    setTyped(question);
  }
  const ids = { input: useId(), names: useId(), problem: useId() };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onFind(typed.trim());
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <label htmlFor={ids.input} className={styles.label}>
        First step where
      </label>
      <Input
        id={ids.input}
        className={styles.input}
        placeholder="cart.total = null"
        list={ids.names}
        value={typed}
        maxLength={MAX_TEXT_LENGTH}
        invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : ids.problem}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <datalist id={ids.names}>
        {names.slice(0, MOST_NAMES).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Button type="submit" variant="secondary" icon="search">
        Find
      </Button>
      {question !== '' && (
        <Button type="button" fill="text" onClick={() => onFind('')}>
          Clear
        </Button>
      )}
      {problem !== undefined && (
        <p id={ids.problem} role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </form>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  label: css({ margin: 0, fontWeight: theme.typography.fontWeightMedium }),
  input: css({ flex: 1, minWidth: theme.spacing(24) }),
  problem: css({ flexBasis: '100%', margin: 0, color: theme.colors.error.text }),
});
