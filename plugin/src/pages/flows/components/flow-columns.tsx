import type { DataColumn } from '../../../components/data-column.ts';
import { SafeText } from '../../../components/SafeText.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import { TimeText } from '../../../components/TimeText.tsx';
import type { FlowView } from '../view-model.ts';

/** Columns of the flows; fewer where the steps of one stand beside them. */
export function createFlowColumns(nowMillis: number, isNarrow: boolean): readonly DataColumn<FlowView>[] {
  const columns: readonly (DataColumn<FlowView> & { readonly isDetail?: true })[] = [
    { id: 'name', header: 'Flow', track: 'minmax(9ch, 1.6fr)', render: ({ name }) => <SafeText text={name} /> },
    { id: 'bot', header: 'Bot', track: 'minmax(7ch, 0.8fr)', render: ({ bot }) => <SafeText text={bot} /> },
    {
      id: 'environment',
      header: 'Environment',
      track: 'minmax(9ch, 0.8fr)',
      render: ({ environment }) => <SafeText text={environment} />,
    },
    { ...text('trigger', 'Trigger', 'minmax(7ch, 0.6fr)'), isDetail: true },
    {
      id: 'runs',
      header: 'Runs',
      track: '6ch',
      align: 'end',
      render: ({ row }) => row.runCount.toLocaleString('en'),
    },
    {
      id: 'errors',
      header: 'Errors',
      track: '11ch',
      align: 'end',
      render: ({ row, errors }) => (row.errorCount === 0 ? errors : <StatusSign status="error" word={errors} />),
    },
    { ...text('dropOffs', 'Drop-off', '11ch'), align: 'end' },
    { ...text('median', 'Median', '8ch'), align: 'end', isDetail: true },
    { ...text('p95', 'p95', '8ch'), align: 'end' },
    { ...text('slowestStep', 'Slowest step', 'minmax(10ch, 1.6fr)'), isDetail: true },
    {
      id: 'seen',
      header: 'Last seen',
      track: 'minmax(13ch, 1fr)',
      isDetail: true,
      render: ({ lastSeenMillis, isLastSeenExact }) =>
        lastSeenMillis !== undefined && (
          <>
            {!isLastSeenExact && 'before '}
            <TimeText millis={lastSeenMillis} sameDayAsMillis={nowMillis} />
          </>
        ),
    },
  ];
  return columns.filter(({ isDetail }) => !isNarrow || isDetail !== true);
}

function text(id: 'trigger' | 'dropOffs' | 'median' | 'p95' | 'slowestStep', header: string, track: string) {
  return { id, header, track, render: (view: FlowView) => <SafeText text={view[id]} /> };
}
