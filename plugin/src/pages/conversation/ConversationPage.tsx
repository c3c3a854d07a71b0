import { Alert } from '@grafana/ui';
import { ErrorPanel } from '../../components/ErrorPanel.tsx';
import { LoadingRows } from '../../components/LoadingRows.tsx';
import { PageFrame } from '../../components/PageFrame.tsx';
import { useUrlState } from '../../lib/useUrlState.ts';
import { getPage } from '../../page-table.ts';
import { ChooseConversation } from './components/ChooseConversation.tsx';
import { ConversationView } from './components/ConversationView.tsx';
import { NoConversation } from './components/NoConversation.tsx';
import { CONVERSATION_SCHEMA } from './url-state.ts';
import { useConversation } from './useConversation.ts';

/** One conversation: transcript beside its turns, steps and logs. A default export, as `React.lazy` wants it. */
export default function ConversationPage() {
  const address = useUrlState(CONVERSATION_SCHEMA);
  const { conversation, olderTurns, choices, isLoading, error, isCut, reload } = useConversation(address.state);
  return (
    <PageFrame page={getPage('conversation')}>
      {error !== undefined && <ErrorPanel error={error} onRetry={() => void reload()} />}
      {isCut && <Alert severity="warning" title="Longer than the page reads: the oldest records are left out" />}
      {isLoading && <LoadingRows label="Loading the conversation" />}
      {conversation && <ConversationView conversation={conversation} olderTurns={olderTurns} address={address} />}
      {choices.length > 0 && <ChooseConversation keys={choices} />}
      {!conversation && choices.length === 0 && !isLoading && error === undefined && (
        <NoConversation state={address.state} />
      )}
    </PageFrame>
  );
}
