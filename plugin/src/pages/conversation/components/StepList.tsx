import { toUnixMillis } from '@botscope/records';
import { useTheme2 } from '@grafana/ui';
import { useMemo, useState } from 'react';
import { DataList } from '../../../components/DataList.tsx';
import { useHotkeys } from '../../../lib/useHotkeys.ts';
import { useMediaQuery } from '../../../lib/useMediaQuery.ts';
import { openNode } from '../open-node.ts';
import type { StepRow } from '../step-rows.ts';
import { findStep, type TurnView } from '../turn-view.ts';
import type { StepLayout, StepTab } from '../url-state.ts';
import { createStepColumns, createWaterfallColumns } from './step-columns.tsx';

interface StepListProps {
  readonly view: TurnView;
  readonly layout: StepLayout;
  /** Address of the open step. */
  readonly step: number | undefined;
  /** Opens a step, at a tab if one is named; `undefined` closes it. */
  readonly onStep: (step: number | undefined, tab?: StepTab) => void;
  /** The cursor went over a step. */
  readonly onMove: (step: number) => void;
}

const MOST_ROWS = 12;
const ROW_GRID_UNITS = 4;
const ROOMY = '(min-width: 1700px)';
const getKey = (row: StepRow) => row.key;

/** The steps of a turn as list or waterfall. `l` shows the logs of the step under the cursor, `n` its node. */
export function StepList({ view, layout, step, onStep, onMove }: StepListProps) {
  const rowPixels = useTheme2().spacing.gridSize * ROW_GRID_UNITS;
  const isRoomy = useMediaQuery(ROOMY);
  const { rows, turn, waterfall } = view;
  const [moved, setMoved] = useState<StepRow>();
  const dayMillis = toUnixMillis(turn.startUnixNano);
  const columns = useMemo(() => {
    const options = { dayMillis, isRoomy, onViewLogs: (address: number) => onStep(address, 'logs') };
    return layout === 'list' ? createStepColumns(options) : createWaterfallColumns(waterfall, options);
  }, [dayMillis, isRoomy, onStep, layout, waterfall]);
  const cursor = moved && rows.includes(moved) ? moved.address : step;
  useHotkeys({
    l: () => {
      if (cursor !== undefined) onStep(cursor, 'logs');
    },
    n: () => openNode(findStep(view, cursor)?.node),
  });
  return (
    <DataList
      label="Steps"
      columns={columns}
      rows={rows}
      getKey={getKey}
      selectedKey={rows.find((row) => row.address !== undefined && row.address === step)?.key}
      onOpen={(row) => {
        setMoved(row);
        if (row.address !== undefined) onStep(row.address);
      }}
      onMove={(row) => {
        setMoved(row);
        if (row.address !== undefined) onMove(row.address);
      }}
      onClose={() => onStep(undefined)}
      heightPixels={(Math.min(rows.length, MOST_ROWS) + 1) * rowPixels + 2}
    />
  );
}
