import { SafeText } from '../../../components/SafeText.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import { TimeText } from '../../../components/TimeText.tsx';
import type { DataColumn } from '../../../components/data-column.ts';
import { formatDuration } from '../../../lib/duration.ts';
import type { CallRowView } from '../view-model.ts';

/** Columns of the call list; those from the application on are left out where the detail takes half of the page. */
export function createCallColumns(nowMillis: number, isNarrow: boolean): readonly DataColumn<CallRowView>[] {
  const columns: readonly (DataColumn<CallRowView> & { readonly isDetail?: true })[] = [
    {
      id: 'status',
      header: 'Status',
      track: '13ch',
      render: (view) => <StatusSign status={view.status} word={view.statusWord} />,
    },
    text('type', 'Type', '8ch', (view) => view.type),
    { ...text('application', 'Application', 'minmax(8ch, 0.8fr)', (view) => view.application), isDetail: true },
    text('target', 'Host and path', 'minmax(16ch, 2.4fr)', (view) => view.target),
    text('bot', 'Bot', 'minmax(7ch, 0.7fr)', (view) => view.bot),
    { ...text('source', 'Source', 'minmax(10ch, 1.4fr)', (view) => view.source), isDetail: true },
    { ...text('user', 'User', 'minmax(8ch, 0.8fr)', (view) => view.user), isDetail: true },
    {
      id: 'time',
      header: 'Time',
      track: isNarrow ? '13ch' : '24ch',
      render: (view) => (
        <TimeText
          millis={view.startMillis}
          sameDayAsMillis={nowMillis}
          {...(isNarrow ? {} : { agoFromMillis: nowMillis })}
        />
      ),
    },
    {
      id: 'duration',
      header: 'Duration',
      track: '9ch',
      align: 'end',
      render: (view) => (view.durationMillis === undefined ? '–' : formatDuration(view.durationMillis)),
    },
  ];
  return columns.filter((column) => !(isNarrow && column.isDetail));
}

function text(
  id: string,
  header: string,
  track: string,
  getText: (view: CallRowView) => string,
): DataColumn<CallRowView> {
  return { id, header, track, render: (view) => <SafeText text={getText(view)} /> };
}
