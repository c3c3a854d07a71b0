import { css } from '@emotion/css';
import { readStepChanges, toQuestionText, type Step, type ToldChange } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, FilterInput, useStyles2 } from '@grafana/ui';
import { useMemo, useState } from 'react';
import { searchJson } from '../../../components/json-search.ts';
import { SafeText } from '../../../components/SafeText.tsx';
import { ValueDialog } from '../../../components/ValueDialog.tsx';
import { ValueView } from '../../../components/ValueView.tsx';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { useUrlState } from '../../../lib/useUrlState.ts';
import { EXACT_VALUES } from '../exact-values.ts';
import { CONVERSATION_SCHEMA } from '../url-state.ts';
import { explainAbsence } from '../why-absent.ts';

/** From so many changes on they can be searched. */
const MANY = 5;

/** The variables that a step changed: name, before, after; each with the way to all its changes. */
export function StepVariables({ step }: { readonly step: Step }) {
  const styles = useStyles2(getStyles);
  const { push } = useUrlState(CONVERSATION_SCHEMA);
  const [search, setSearch] = useState('');
  const changes = useMemo(() => readStepChanges(step, EXACT_VALUES), [step]);
  const shown = useMemo(() => searchChanges(changes, search), [changes, search]);
  const all = (
    <Button size="sm" fill="text" onClick={() => push({ pane: 'variables' })}>
      All variables at this step
    </Button>
  );
  if (changes.length === 0) {
    return (
      <p>
        {explainAbsence(step, 'variables', `The step changed no variable.${countUnchanged(step.variableCount)}`)} {all}
      </p>
    );
  }
  return (
    <>
      <div className={styles.actions}>
        {changes.length >= MANY && (
          <FilterInput
            aria-label="Search the changed variables"
            placeholder="Search names and values"
            escapeRegex={false}
            width={28}
            value={search}
            onChange={setSearch}
          />
        )}
        {all}
      </div>
      {shown.length === 0 && <p>No name or value contains this text.</p>}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((change) => (
            <tr key={change.name}>
              <th scope="row">
                <SafeText text={change.name} />
                <ChangeActions
                  change={change}
                  onHistory={() => push({ pane: 'variables', find: toQuestionText(change.name) })}
                />
              </th>
              <Side change={change} side="before" />
              <Side change={change} side="after" />
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function ChangeActions({ change, onHistory }: { readonly change: ToldChange; readonly onHistory: () => void }) {
  const styles = useStyles2(getStyles);
  const [isCompared, setIsCompared] = useState(false);
  const { name, before, after } = change;
  const isComparable = before !== undefined && after !== undefined && [before, after].some(isLong);
  return (
    <div className={styles.links}>
      {isComparable && (
        <Button size="sm" fill="text" aria-label={`Compare ${toVisibleText(name)}`} onClick={() => setIsCompared(true)}>
          Compare
        </Button>
      )}
      <Button size="sm" fill="text" aria-label={`All changes of ${toVisibleText(name)}`} onClick={onHistory}>
        All changes
      </Button>
      {isCompared && <ValueDialog title={name} value={after} before={before} onClose={() => setIsCompared(false)} />}
    </div>
  );
}

function Side({ change, side }: { readonly change: ToldChange; readonly side: 'before' | 'after' }) {
  const value = change[side];
  const label = `${toVisibleText(change.name)} ${side}`;
  if (value === undefined) {
    return <td aria-label={`${label}: did not exist`}>{side === 'before' ? '– new' : '– removed'}</td>;
  }
  return (
    <td>
      <ValueView value={value} label={label} />
    </td>
  );
}

const LONG_TEXT = 60;

function isLong(value: unknown): boolean {
  return typeof value === 'string' ? value.length >= LONG_TEXT : typeof value === 'object' && value !== null;
}

function searchChanges(changes: readonly ToldChange[], text: string): readonly ToldChange[] {
  if (text === '') return changes;
  return changes.filter(
    ({ name, before = null, after = null }) => searchJson({ [name]: [before, after] }, text).found.size > 0,
  );
}

function countUnchanged(count: number | undefined): string {
  if (count === undefined) return '';
  return ` ${count} ${count === 1 ? 'variable exists' : 'variables exist'} after it.`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  actions: css({ display: 'flex', justifyContent: 'flex-end', alignItems: 'center', gap: theme.spacing(1) }),
  links: css({ display: 'flex', flexWrap: 'wrap', marginLeft: theme.spacing(-1) }),
  table: css({
    width: '100%',
    'th, td': {
      padding: theme.spacing(0.5, 1),
      verticalAlign: 'top',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    th: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightMedium },
    'tbody th': { fontFamily: theme.typography.fontFamilyMonospace, color: theme.colors.text.primary },
  }),
});
