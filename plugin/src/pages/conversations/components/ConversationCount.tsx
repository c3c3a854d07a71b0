import { toStatusText } from '../../../components/StatusSign.tsx';
import { toStatus } from '../../../lib/conversation-status.ts';
import { countStatuses, type ConversationRowView } from '../view-model.ts';

interface ConversationCountProps {
  readonly rows: readonly ConversationRowView[];
  /** Nothing older is in the range. */
  readonly isDone: boolean;
  readonly isLoading: boolean;
}

/** How many conversations there are, and in which states once all are known. */
export function ConversationCount({ rows, isDone, isLoading }: ConversationCountProps) {
  const count = rows.length;
  if (count === 0 && (isLoading || !isDone)) return null;
  const counted = `${isDone ? '' : 'at least '}${count.toLocaleString('en')} conversation${count === 1 ? '' : 's'}`;
  const states = countStatuses(rows).map(
    ([status, number]) => `${number.toLocaleString('en')} ${toStatusText(toStatus(status))}`,
  );
  return (
    <span role="status" aria-live="polite">
      {isDone && states.length > 0 ? `${counted}: ${states.join(', ')}` : counted}
    </span>
  );
}
