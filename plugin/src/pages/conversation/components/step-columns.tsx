import { RowActions } from '../../../components/RowActions.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import { TimeText } from '../../../components/TimeText.tsx';
import type { DataColumn } from '../../../components/data-column.ts';
import type { StepRow, StepView } from '../turn-view.ts';
import { DurationBar } from './DurationBar.tsx';

interface StepColumnsOptions {
  /** Times of this day stand without their date. */
  readonly dayMillis: number;
  readonly onViewLogs: (address: number) => void;
}

/** Columns of the step list. */
export function createStepColumns({ dayMillis, onViewLogs }: StepColumnsOptions): readonly DataColumn<StepRow>[] {
  return [
    column(
      'index',
      '#',
      '5ch',
      (step) => step.indexText,
      (address) => address,
    ),
    column('time', 'Time', '12ch', (step) => <TimeText millis={step.startMillis} sameDayAsMillis={dayMillis} />),
    column(
      'name',
      'Step',
      'minmax(12ch, 2.5fr)',
      (step) => (
        <>
          <StatusSign status={step.status} word="" /> <SafeText text={step.name} />
        </>
      ),
      (address) => `index ${address} is missing`,
    ),
    column('type', 'Type', 'minmax(6ch, 0.6fr)', (step) => <SafeText text={step.type} />),
    column('duration', 'Duration', 'minmax(12ch, 1.2fr)', (step) => (
      <DurationBar share={step.durationShare} text={step.duration} isSlowest={step.isSlowest} />
    )),
    column('calls', 'Calls', 'minmax(10ch, 2fr)', (step) => <CallsCell step={step} />),
    column('state', 'State', 'minmax(6ch, 0.8fr)', (step) => <SafeText text={step.state} />),
    {
      id: 'actions',
      header: 'Logs, node',
      track: '8ch',
      render: (row, { isActive }) =>
        row.kind === 'step' && (
          <RowActions node={row.step.node} isReachable={isActive} onViewLogs={() => onViewLogs(row.address)} />
        ),
    },
  ];
}

function CallsCell({ step }: { readonly step: StepView }) {
  if (step.calls === '') return null;
  return <StatusSign status={step.hasFailedCall ? 'error' : 'ok'} word={step.calls} />;
}

function column(
  id: string,
  header: string,
  track: string,
  render: (step: StepView) => React.ReactNode,
  renderGap: (address: number) => React.ReactNode = () => null,
): DataColumn<StepRow> {
  return {
    id,
    header,
    track,
    render: (row) => (row.kind === 'step' ? render(row.step) : renderGap(row.address)),
  };
}
