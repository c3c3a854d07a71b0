import { buildPagePath, retentionDays } from '@botscope/conventions';
import { EmptyPanel } from '../../../components/EmptyPanel.tsx';
import { PageLink } from '../../../components/PageLink.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { useNow } from '../../../lib/useNow.ts';
import { isExpired } from '../search-range.ts';
import type { ConversationState } from '../url-state.ts';

/** Stands for a conversation of which nothing is stored. */
export function NoConversation({ state }: { readonly state: ConversationState }) {
  const now = useNow();
  const action = <PageLink to={buildPagePath('conversations')}>Open the conversation logs</PageLink>;
  const days = retentionDays('bots');
  if (state.uid === undefined) {
    return (
      <EmptyPanel title="No conversation is chosen" action={action}>
        The address names no UID, or one that is too long.
      </EmptyPanel>
    );
  }
  if (isExpired(state, now)) {
    return (
      <EmptyPanel title="This conversation has expired" action={action}>
        Conversations are kept for {days} days; the link is older. Flagged conversations are kept longer.
      </EmptyPanel>
    );
  }
  return (
    <EmptyPanel title="No such conversation is stored" action={action}>
      Nothing is stored of <SafeText text={state.uid} />. The UID may be unknown or belong to another bot or
      environment, it may be older than {days} days, or its first records may still be on their way: they appear here by
      themselves.
    </EmptyPanel>
  );
}
