import type { DataColumn } from '../../../components/data-column.ts';
import { RowActions } from '../../../components/RowActions.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import { TimeText } from '../../../components/TimeText.tsx';
import type { ConsoleLine } from '../view-model.ts';

interface ConsoleColumnsOptions {
  /** Times of this day stand without their date. */
  readonly dayMillis: number;
  /** Whether lines of several conversations stand together. */
  readonly hasConversation: boolean;
  readonly onOpen: (log: string) => void;
}

/** Columns of the console. */
export function createConsoleColumns(options: ConsoleColumnsOptions): readonly DataColumn<ConsoleLine>[] {
  const { dayMillis, hasConversation, onOpen } = options;
  return [
    {
      id: 'time',
      header: 'Time',
      track: 'minmax(13ch, max-content)',
      render: (line) => <TimeText millis={line.timeMillis} sameDayAsMillis={dayMillis} />,
    },
    { id: 'kind', header: 'Kind', track: '9ch', render: (line) => (line.kind === 'event' ? '⚡ event' : line.kind) },
    { id: 'name', header: 'Name', track: 'minmax(10ch, 1.2fr)', render: (line) => <SafeText text={line.name} /> },
    { id: 'result', header: 'Result', track: 'minmax(12ch, 1fr)', render: (line) => <Result line={line} /> },
    {
      id: 'text',
      header: 'What happened',
      track: 'minmax(12ch, 3fr)',
      render: (line) => <SafeText text={line.text} />,
    },
    ...(hasConversation ? [CONVERSATION_COLUMN] : []),
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

const CONVERSATION_COLUMN: DataColumn<ConsoleLine> = {
  id: 'conversation',
  header: 'Conversation',
  track: 'minmax(10ch, 0.8fr)',
  render: (line) => <SafeText text={line.conversation} />,
};

function Result({ line: { status, statusWord } }: { readonly line: ConsoleLine }) {
  if (status === undefined) return statusWord === undefined ? null : <SafeText text={statusWord} />;
  return <StatusSign status={status} {...(statusWord === undefined ? {} : { word: statusWord })} />;
}
