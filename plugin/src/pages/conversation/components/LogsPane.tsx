import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2, useTheme2 } from '@grafana/ui';
import { useMemo } from 'react';
import { DataList } from '../../../components/DataList.tsx';
import { RecordRaw } from '../../../components/RecordRaw.tsx';
import type { LogLine } from '../log-lines.ts';
import { createLogColumns } from './log-columns.tsx';

interface LogsPaneProps {
  readonly lines: readonly LogLine[];
  /** `log.record.uid` of the open line. */
  readonly openLog: string | undefined;
  readonly onOpen: (log: string | undefined) => void;
  /** Shows the turn and step that a line belongs to. */
  readonly onTurn: (turn: string, step: number | undefined) => void;
  readonly dayMillis: number;
}

const MOST_ROWS = 16;
const ROW_GRID_UNITS = 4;
const getKey = (line: LogLine) => line.key;

/** Everything that the conversation's records tell, in order of time, and the open record in full. */
export function LogsPane({ lines, openLog, onOpen, onTurn, dayMillis }: LogsPaneProps) {
  const styles = useStyles2(getStyles);
  const rowPixels = useTheme2().spacing.gridSize * ROW_GRID_UNITS;
  const columns = useMemo(() => createLogColumns({ dayMillis, onOpen }), [dayMillis, onOpen]);
  const record = lines.find((line) => line.key === openLog)?.record;
  const turn = record?.turnId;
  return (
    <div className={styles.pane}>
      <DataList
        label="Logs"
        columns={columns}
        rows={lines}
        getKey={getKey}
        selectedKey={openLog}
        onOpen={(line) => onOpen(line.key)}
        onClose={() => onOpen(undefined)}
        heightPixels={(Math.min(lines.length, MOST_ROWS) + 1) * rowPixels + 2}
      />
      {openLog !== undefined && !record && <p>The record of this link is not stored.</p>}
      {record && (
        <section aria-label="Record">
          {turn !== undefined && (
            <Button size="sm" variant="secondary" icon="bug" onClick={() => onTurn(turn, record.stepIndex)}>
              Open its turn
            </Button>
          )}
          <RecordRaw record={record} />
        </section>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  pane: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), paddingTop: theme.spacing(1) }),
});
