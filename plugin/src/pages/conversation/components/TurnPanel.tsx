import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Text, useStyles2, useTheme2 } from '@grafana/ui';
import { toUnixMillis } from '@botscope/records';
import { useMemo } from 'react';
import { DataList } from '../../../components/DataList.tsx';
import { JsonView } from '../../../components/JsonView.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import { findStep, type StepRow, type TurnView } from '../turn-view.ts';
import type { StepTab } from '../url-state.ts';
import { ChangesBefore } from './ChangesBefore.tsx';
import { createStepColumns } from './step-columns.tsx';
import { StepDetail } from './StepDetail.tsx';
import { TraceLink } from './TraceLink.tsx';
import { TraceNote } from './TraceNote.tsx';

interface TurnPanelProps {
  readonly view: TurnView;
  readonly step: number | undefined;
  readonly tab: StepTab | '';
  /** Opens a step, at a tab if one is named; `undefined` closes it. */
  readonly onStep: (step: number | undefined, tab?: StepTab) => void;
  /** The cursor went over a step. */
  readonly onMove: (step: number) => void;
  readonly onTab: (tab: StepTab) => void;
}

const MOST_ROWS = 12;
const ROW_GRID_UNITS = 4;
const getKey = (row: StepRow) => row.key;

/** A turn: what it was, whether all of it is here, its steps, and the open step in full. */
export function TurnPanel({ view, step, tab, onStep, onMove, onTab }: TurnPanelProps) {
  const styles = useStyles2(getStyles);
  const rowPixels = useTheme2().spacing.gridSize * ROW_GRID_UNITS;
  const { turn, rows, firstErrorAddress } = view;
  const dayMillis = toUnixMillis(turn.startUnixNano);
  const columns = useMemo(
    () => createStepColumns({ dayMillis, onViewLogs: (address) => onStep(address, 'logs') }),
    [dayMillis, onStep],
  );
  const open = findStep(view, step);
  const payload = turn.receivedEvents[0]?.body?.payload;
  return (
    <div className={styles.panel}>
      <div className={styles.facts}>
        <StatusSign status={view.status} />
        {view.duration !== '' && <span>{view.duration}</span>}
        <span className={view.seal.isBroken ? styles.broken : undefined}>
          {view.seal.isBroken && <span aria-hidden>… </span>}
          {view.seal.text}
        </span>
        <span>
          flow <SafeText text={view.flow} />
        </span>
        <span>
          state <SafeText text={view.controllerState} />
        </span>
        {firstErrorAddress !== undefined && (
          <Button size="sm" variant="destructive" fill="outline" onClick={() => onStep(firstErrorAddress)}>
            Jump to first error
          </Button>
        )}
        <TraceLink turn={turn} />
        <TraceNote turn={turn} />
      </div>
      {payload !== undefined && (
        <section>
          <Text element="h3" variant="h6">
            Received
          </Text>
          <JsonView value={payload} label="Payload of the event" />
        </section>
      )}
      {rows.length === 0 ? (
        <p>No step of this turn is stored.</p>
      ) : (
        <DataList
          label="Steps"
          columns={columns}
          rows={rows}
          getKey={getKey}
          selectedKey={rows.find((row) => row.address === step)?.key}
          onOpen={(row) => onStep(row.address)}
          onMove={(row) => onMove(row.address)}
          onClose={() => onStep(undefined)}
          heightPixels={(Math.min(rows.length, MOST_ROWS) + 1) * rowPixels + 2}
        />
      )}
      <ChangesBefore turn={turn} step={open?.step} />
      {open && <StepDetail key={open.step.key} view={open} tab={tab} onTab={onTab} />}
      {step !== undefined && !open && <p>The step of this link is not stored.</p>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), paddingTop: theme.spacing(1) }),
  facts: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 2) }),
  broken: css({ color: theme.colors.warning.text }),
});
