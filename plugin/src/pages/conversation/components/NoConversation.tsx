import { buildPagePath, retentionDays } from '@botscope/conventions';
import { EmptyPanel } from '../../../components/EmptyPanel.tsx';
import { PageLink } from '../../../components/PageLink.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { useNow } from '../../../lib/useNow.ts';
import { useFlags } from '../../../lib/useFlags.ts';
import { toKeyText } from '../../../lib/conversation-key.ts';
import { useServices } from '../../../lib/services.ts';
import { formatDay } from '../../../lib/time-format.ts';
import { explainAbsence } from '../search-range.ts';
import type { ConversationState } from '../url-state.ts';

/** Stands for a conversation of which nothing is stored. */
export function NoConversation({ state }: { readonly state: ConversationState }) {
  const now = useNow();
  const { timeZone } = useServices();
  const { flagged } = useFlags();
  const action = <PageLink to={buildPagePath('conversations')}>Open the conversation logs</PageLink>;
  const days = retentionDays('bots');
  if (state.uid === undefined) {
    return (
      <EmptyPanel title="No conversation is chosen" action={action}>
        The address names no UID, or one that is too long.
      </EmptyPanel>
    );
  }
  const absence = explainAbsence(state, now);
  const isFlagged = flagged.has(toKeyText({ bot: state.bot ?? '', environment: state.env ?? '', uid: state.uid }));
  if (absence.kind !== 'unknown') {
    return (
      <EmptyPanel title="This conversation has expired" action={action}>
        Conversations are kept for {days} days;{' '}
        {absence.kind === 'expired'
          ? 'the link is older.'
          : `its UID was made on ${formatDay(absence.madeMillis, timeZone)}.`}{' '}
        Flagged conversations are kept longer{isFlagged && ', and it is flagged, but no copy of its records is stored'}.
      </EmptyPanel>
    );
  }
  if (isFlagged) {
    return (
      <EmptyPanel title="Flagged, but nothing of it is stored" action={action}>
        <SafeText text={state.uid} /> is flagged, so it did happen. Its records are older than {days} days and were not
        copied in time, or the store has lost them.
      </EmptyPanel>
    );
  }
  return (
    <EmptyPanel title="No such conversation is stored" action={action}>
      Nothing is stored of <SafeText text={state.uid} />, so it was never seen, or it expired after {days} days without
      a trace. The UID may belong to another bot or environment, or its first records may still be on their way: they
      appear here by themselves.
    </EmptyPanel>
  );
}
