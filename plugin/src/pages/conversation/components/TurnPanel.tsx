import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { findStep, type TurnView } from '../turn-view.ts';
import type { StepLayout, StepTab } from '../url-state.ts';
import { ChangesBefore } from './ChangesBefore.tsx';
import { EventPayload } from './EventPayload.tsx';
import { StepDetail } from './StepDetail.tsx';
import { StepList } from './StepList.tsx';
import { TurnFacts } from './TurnFacts.tsx';
import { TurnNotes } from './TurnNotes.tsx';
import { TurnToolbar } from './TurnToolbar.tsx';

interface TurnPanelProps {
  readonly view: TurnView;
  readonly step: number | undefined;
  readonly tab: StepTab | '';
  readonly layout: StepLayout;
  /** Opens a step, at a tab if one is named; `undefined` closes it. */
  readonly onStep: (step: number | undefined, tab?: StepTab) => void;
  /** The cursor went over a step. */
  readonly onMove: (step: number) => void;
  readonly onTab: (tab: StepTab) => void;
  readonly onLayout: (layout: StepLayout) => void;
  readonly onNextError?: (() => void) | undefined;
}

/** A turn: what it was, whether all of it is here, its steps, and the open step in full. */
export function TurnPanel({ view, step, tab, layout, onStep, onMove, onTab, onLayout, onNextError }: TurnPanelProps) {
  const styles = useStyles2(getStyles);
  const { turn, rows, firstErrorAddress } = view;
  const open = findStep(view, step);
  return (
    <div className={styles.panel}>
      <TurnFacts view={view} />
      <TurnNotes view={view} />
      <EventPayload turn={turn} />
      <TurnToolbar
        view={view}
        layout={layout}
        onLayout={onLayout}
        onFirstError={() => onStep(firstErrorAddress)}
        onNextError={onNextError}
      />
      {rows.length === 0 ? (
        <p>No step of this turn is stored.</p>
      ) : (
        <StepList key={turn.id} view={view} layout={layout} step={step} onStep={onStep} onMove={onMove} />
      )}
      {open && <StepDetail key={open.step.key} view={open} tab={tab} onTab={onTab} />}
      {step !== undefined && !open && <p>The step of this link is not stored.</p>}
      <ChangesBefore turn={turn} step={open?.step} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), paddingTop: theme.spacing(1) }),
});
