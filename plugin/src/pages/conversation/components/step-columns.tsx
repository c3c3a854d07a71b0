import { RowActions } from '../../../components/RowActions.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import { TimeText } from '../../../components/TimeText.tsx';
import type { DataColumn } from '../../../components/data-column.ts';
import type { StepRow } from '../step-rows.ts';
import type { StepView } from '../step-view.ts';
import type { Waterfall } from '@botscope/records';
import { DurationBar } from './DurationBar.tsx';
import { StateSign } from './StateSign.tsx';
import { StepName } from './StepName.tsx';
import { WaterfallCell } from './WaterfallCell.tsx';

interface StepColumnsOptions {
  /** Times of this day stand without their date. */
  readonly dayMillis: number;
  readonly onViewLogs: (address: number) => void;
  /** Whether there is room for what other columns imply. */
  readonly isRoomy: boolean;
}

/** Columns of the step list. */
export function createStepColumns(options: StepColumnsOptions): readonly DataColumn<StepRow>[] {
  const { dayMillis, isRoomy } = options;
  return [
    INDEX,
    ofStep('time', 'Time', '12ch', (step) => <TimeText millis={step.startMillis} sameDayAsMillis={dayMillis} />),
    createNameColumn('minmax(16ch, 3fr)', isRoomy ? 2 : 1),
    ...(isRoomy ? [ofStep('type', 'Type', 'minmax(6ch, 0.6fr)', (step) => <SafeText text={step.type} />)] : []),
    {
      id: 'duration',
      header: 'Duration',
      track: 'minmax(12ch, 1.2fr)',
      render: (row) => {
        if (row.kind === 'flow') return row.duration;
        if (row.kind !== 'step') return null;
        return <DurationBar share={row.step.durationShare} text={row.step.duration} isSlowest={row.step.isSlowest} />;
      },
    },
    ofStep('calls', 'Calls', 'minmax(10ch, 1.2fr)', (step) => <CallsCell step={step} />),
    ...(isRoomy ? [ofStep('state', 'State', 'minmax(9ch, 1.2fr)', (step) => <StateSign state={step.state} />)] : []),
    createActionsColumn(options),
  ];
}

/** Columns of the waterfall. */
export function createWaterfallColumns(
  waterfall: Waterfall,
  options: StepColumnsOptions,
): readonly DataColumn<StepRow>[] {
  return [
    INDEX,
    createNameColumn('minmax(14ch, 1fr)', 1),
    ofStep('bars', 'Since the start of the turn', 'minmax(20ch, 2fr)', (step) => (
      <WaterfallCell waterfall={waterfall} step={step} />
    )),
    createActionsColumn(options),
  ];
}

const INDEX: DataColumn<StepRow> = {
  id: 'index',
  header: '#',
  track: '3ch',
  render: (row) => {
    if (row.kind === 'step') return row.step.indexText;
    return row.kind === 'gap' ? row.address : null;
  },
};

/** Rows that are no step use the width of the columns that they have nothing for. */
function createNameColumn(track: string, flowSpan: number): DataColumn<StepRow> {
  return {
    id: 'name',
    header: 'Step',
    track,
    spanOf: (row) => (row.kind === 'step' ? 1 : row.kind === 'flow' ? flowSpan : flowSpan + 1),
    render: (row) => <StepName row={row} />,
  };
}

function createActionsColumn({ onViewLogs }: StepColumnsOptions): DataColumn<StepRow> {
  return {
    id: 'actions',
    header: 'Actions',
    track: '7ch',
    render: (row, { isActive }) =>
      row.kind === 'step' && (
        <RowActions node={row.step.node} isReachable={isActive} onViewLogs={() => onViewLogs(row.address)} />
      ),
  };
}

function ofStep(
  id: string,
  header: string,
  track: string,
  render: (step: StepView) => React.ReactNode,
): DataColumn<StepRow> {
  return { id, header, track, render: (row) => (row.kind === 'step' ? render(row.step) : null) };
}

function CallsCell({ step }: { readonly step: StepView }) {
  if (step.calls === '') return null;
  return <StatusSign status={step.hasFailedCall ? 'error' : 'ok'} word={step.calls} />;
}
