import { findPendingWaits, toUnixMillis, type Conversation, type PendingWait } from '@botscope/records';
import { useMemo } from 'react';
import { SafeText } from '../../../components/SafeText.tsx';
import { TimeText } from '../../../components/TimeText.tsx';
import { useNow } from '../../../lib/useNow.ts';

/** Events that a conversation waits for, or had waited for in vain when it ended. */
export function PendingWaits({ conversation }: { readonly conversation: Conversation }) {
  const waits = useMemo(() => findPendingWaits(conversation), [conversation]);
  return waits.map((wait) => <Wait key={wait.step.key} wait={wait} isOver={conversation.endReason !== undefined} />);
}

function Wait({ wait, isOver }: { readonly wait: PendingWait; readonly isOver: boolean }) {
  const now = useNow();
  const sinceMillis = toUnixMillis(wait.sinceUnixNano);
  const { eventName, step } = wait;
  return (
    <span role="status">
      <span aria-hidden>⏸ </span>
      {isOver ? 'Waited in vain' : 'Waits'} for{' '}
      {eventName === undefined ? (
        <>
          the event of step <SafeText text={step.name ?? step.id ?? 'without name'} />
        </>
      ) : (
        <>
          event <SafeText text={eventName} />
        </>
      )}{' '}
      since <TimeText millis={sinceMillis} {...(isOver ? {} : { agoFromMillis: now })} />
    </span>
  );
}
