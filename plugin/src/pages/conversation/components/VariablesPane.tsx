import { css } from '@emotion/css';
import { toQuestionText, type Conversation, type VariableHistory } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, FilterInput, useStyles2 } from '@grafana/ui';
import { useCallback, useMemo, useState } from 'react';
import { SafeText } from '../../../components/SafeText.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import { TimeText } from '../../../components/TimeText.tsx';
import { toVisibleText } from '../../../lib/visible-text.ts';
import type { UrlStateHandle } from '../../../lib/useUrlState.ts';
import { toSliderMarks } from '../slider-marks.ts';
import { searchSteps } from '../step-search.ts';
import type { ConversationState } from '../url-state.ts';
import { useVariableHistory } from '../useVariableHistory.ts';
import { findPoint, searchRows, toPointView, toStateNotes, toVariableRows } from '../variables-view.ts';
import { FindStep } from './FindStep.tsx';
import { FoundSteps } from './FoundSteps.tsx';
import { VariableSlider } from './VariableSlider.tsx';
import { VariableTable } from './VariableTable.tsx';

interface VariablesPaneProps {
  readonly conversation: Conversation;
  readonly address: UrlStateHandle<ConversationState>;
}

/** The variables of the conversation at any of its steps, and the way to the step that changed one. */
export function VariablesPane({ conversation, address }: VariablesPaneProps) {
  const history = useVariableHistory(conversation);
  const hasVariables = history.points.some(({ changes }) => changes.length > 0);
  if (!hasVariables) return <NoVariables />;
  return <TimeTravel history={history} address={address} />;
}

function NoVariables() {
  return (
    <p>
      No step of this conversation tells of variables. A bot records them with{' '}
      <code>step.variables.set(name, value)</code>; the capture settings decide whether they are kept (in production by
      default only those of failed steps).
    </p>
  );
}

function TimeTravel({
  history,
  address: { state, push, replace },
}: Omit<VariablesPaneProps, 'conversation'> & { readonly history: VariableHistory }) {
  const styles = useStyles2(getStyles);
  // While the handle is held the address rests: writing it at every step would slow the movement down.
  const [held, setHeld] = useState<number>();
  const question = state.find ?? '';
  const search = useMemo(() => (question === '' ? undefined : searchSteps(history, question)), [history, question]);
  const result = search && 'result' in search ? search.result : undefined;
  const index = Math.min(held ?? findPoint(history, state.turn, state.step), history.points.length - 1);
  const marks = useMemo(
    () =>
      toSliderMarks(
        history,
        (result?.matches ?? []).map((match) => match.index),
      ),
    [history, result],
  );
  const names = useMemo(() => listNames(history), [history]);
  const toAddress = useCallback(
    (at: number) => {
      const point = history.points[at];
      return point ? toPointView(point).address : {};
    },
    [history],
  );
  const ask = useCallback(
    (text: string) => {
      const found = text === '' ? undefined : searchSteps(history, text);
      const first = found && 'result' in found ? found.result.matches[0] : undefined;
      push({ find: text === '' ? undefined : text, ...(first ? toAddress(first.index) : {}) });
    },
    [history, push, toAddress],
  );
  const settle = (at: number) => {
    setHeld(undefined);
    replace(toAddress(at));
  };
  const point = history.points[index];
  if (!point) return null;
  const view = toPointView(point);
  return (
    <div className={styles.pane}>
      <FindStep
        question={question}
        problem={search && 'problem' in search ? search.problem : undefined}
        names={names}
        onFind={ask}
      />
      {result && <FoundSteps history={history} result={result} index={index} onOpen={(at) => push(toAddress(at))} />}
      <VariableSlider
        count={history.points.length}
        index={index}
        text={`${view.place} ${toVisibleText(view.name)}`}
        marks={marks}
        onMove={setHeld}
        onSettle={settle}
      />
      <div className={styles.point}>
        <span>
          {index + 1} of {history.points.length}
        </span>
        <strong>
          {view.place} <SafeText text={view.name} />
        </strong>
        <StatusSign status={view.status} />
        <TimeText millis={view.timeMillis} />
        <Button size="sm" fill="text" onClick={() => push({ ...view.address, pane: 'turn', tab: 'variables' })}>
          Open step
        </Button>
      </div>
      <State history={history} index={index} onHistory={(name) => ask(toQuestionText(name))} />
    </div>
  );
}

interface StateProps {
  readonly history: VariableHistory;
  readonly index: number;
  readonly onHistory: (name: string) => void;
}

function State({ history, index, onHistory }: StateProps) {
  const styles = useStyles2(getStyles);
  const [text, setText] = useState('');
  const rows = useMemo(() => toVariableRows(history, index), [history, index]);
  const found = useMemo(() => searchRows(rows, text), [rows, text]);
  const { snapshotCount, disagreements } = history.check;
  return (
    <>
      {toStateNotes(history, index).map((note) => (
        <p key={note} role="status" className={styles.note}>
          <SafeText text={note} />
        </p>
      ))}
      <FilterInput
        aria-label="Search names and values of variables"
        placeholder="Search names and values"
        escapeRegex={false}
        value={text}
        onChange={setText}
      />
      {rows.length === 0 && <p>No variable exists at this step.</p>}
      {rows.length > 0 && found.length === 0 && <p>No name or value contains this text.</p>}
      {found.length > 0 && <VariableTable rows={found} search={text} onHistory={onHistory} />}
      {snapshotCount > 0 && disagreements.length === 0 && (
        <p className={styles.check}>
          Rebuilt from what each step changed; it agrees with{' '}
          {snapshotCount === 1 ? 'the snapshot' : `all ${snapshotCount} snapshots`} that the bot recorded.
        </p>
      )}
    </>
  );
}

/** Every name that any step changed, in order of first change. */
function listNames({ points }: VariableHistory): readonly string[] {
  return [...new Set(points.flatMap(({ changes }) => changes.map(({ name }) => toQuestionText(name))))];
}

const getStyles = (theme: GrafanaTheme2) => ({
  pane: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), paddingTop: theme.spacing(1) }),
  point: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0, 2) }),
  note: css({ margin: 0, color: theme.colors.warning.text }),
  check: css({ margin: 0, color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
