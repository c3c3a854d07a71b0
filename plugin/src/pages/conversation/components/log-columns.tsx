import type { DataColumn } from '../../../components/data-column.ts';
import { RowActions } from '../../../components/RowActions.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import { TimeText } from '../../../components/TimeText.tsx';
import type { LogLine } from '../log-lines.ts';

interface LogColumnsOptions {
  /** Times of this day stand without their date. */
  readonly dayMillis: number;
  readonly onOpen: (log: string) => void;
}

const KIND_NAMES: Readonly<Record<LogLine['kind'], string>> = {
  input: 'input',
  reply: 'reply',
  event: '⚡ event',
  step: 'step',
  log: 'log',
  script: 'script',
  other: 'record',
};

/** Columns of the conversation's logs. */
export function createLogColumns({ dayMillis, onOpen }: LogColumnsOptions): readonly DataColumn<LogLine>[] {
  return [
    {
      id: 'time',
      header: 'Time',
      track: 'minmax(13ch, max-content)',
      render: (line) => <TimeText millis={line.timeMillis} sameDayAsMillis={dayMillis} />,
    },
    { id: 'kind', header: 'Kind', track: '9ch', render: (line) => KIND_NAMES[line.kind] },
    { id: 'name', header: 'Name', track: 'minmax(10ch, 1fr)', render: (line) => <SafeText text={line.name} /> },
    {
      id: 'text',
      header: 'What happened',
      track: 'minmax(14ch, 2.5fr)',
      render: (line) => (
        <>
          {line.status !== undefined && <StatusSign status={line.status} word="" />} <SafeText text={line.text} />
        </>
      ),
    },
    {
      id: 'actions',
      header: 'Logs, node',
      track: '9ch',
      render: (line, { isActive }) => (
        <RowActions node={line.node} isReachable={isActive} onViewLogs={() => onOpen(line.key)} />
      ),
    },
  ];
}
