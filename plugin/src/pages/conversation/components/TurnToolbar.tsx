import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import type { TurnView } from '../turn-view.ts';
import type { StepLayout } from '../url-state.ts';
import { TraceLink } from './TraceLink.tsx';

interface TurnToolbarProps {
  readonly view: TurnView;
  readonly layout: StepLayout;
  readonly onLayout: (layout: StepLayout) => void;
  /** Shows the first failed step of the turn. */
  readonly onFirstError: () => void;
  /** Shows what failed next, in this turn or a later one; absent when nothing failed in the conversation. */
  readonly onNextError?: (() => void) | undefined;
}

const LAYOUTS = [
  { value: 'list' as const, label: 'List', icon: 'list-ul' },
  { value: 'waterfall' as const, label: 'Waterfall', icon: 'bars' },
];

/** How to look at a turn's steps, and the ways to what failed. */
export function TurnToolbar({ view, layout, onLayout, onFirstError, onNextError }: TurnToolbarProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.bar}>
      <RadioButtonGroup size="sm" aria-label="Steps as" options={LAYOUTS} value={layout} onChange={onLayout} />
      {view.firstErrorAddress !== undefined && (
        <Button size="sm" variant="destructive" fill="outline" onClick={onFirstError}>
          Jump to first error
        </Button>
      )}
      {onNextError && (
        <Button
          size="sm"
          variant="secondary"
          fill="outline"
          icon="arrow-down"
          tooltip="Next error (e)"
          onClick={onNextError}
        >
          Next error
        </Button>
      )}
      <span className={styles.end}>
        <TraceLink turn={view.turn} />
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  end: css({ marginLeft: 'auto' }),
});
