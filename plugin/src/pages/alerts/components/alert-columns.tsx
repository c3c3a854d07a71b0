import { SafeText } from '../../../components/SafeText.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import { TimeText } from '../../../components/TimeText.tsx';
import type { DataColumn } from '../../../components/data-column.ts';
import type { AlertRowView } from '../view-model.ts';

/** Columns of the ledger. */
export function createAlertColumns(nowMillis: number): readonly DataColumn<AlertRowView>[] {
  return [
    {
      id: 'state',
      header: 'Mail',
      track: '17ch',
      render: (view) => <StatusSign status={view.status} word={view.statusWord} />,
    },
    {
      id: 'time',
      header: 'First error',
      track: '24ch',
      render: (view) => (
        <TimeText millis={view.row.windowStart} sameDayAsMillis={nowMillis} agoFromMillis={nowMillis} />
      ),
    },
    { id: 'bot', header: 'Bot', track: 'minmax(8ch, 0.8fr)', render: (view) => <SafeText text={view.bot} /> },
    {
      id: 'environment',
      header: 'Environment',
      track: 'minmax(8ch, 0.7fr)',
      render: (view) => <SafeText text={view.row.environment} />,
    },
    {
      id: 'reason',
      header: 'Reason',
      track: 'minmax(20ch, 3fr)',
      render: (view) => <SafeText text={view.row.reason} />,
    },
    {
      id: 'suppressed',
      header: 'Held back',
      track: '9ch',
      align: 'end',
      render: (view) => view.row.suppressedCount.toLocaleString('en'),
    },
    {
      id: 'windowEnd',
      header: 'Window ends',
      track: '24ch',
      render: (view) => <TimeText millis={view.row.windowEnd} sameDayAsMillis={nowMillis} />,
    },
  ];
}
