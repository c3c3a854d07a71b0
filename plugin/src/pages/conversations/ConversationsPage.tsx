import { EmptyPanel } from '../../components/EmptyPanel.tsx';
import { PageFrame } from '../../components/PageFrame.tsx';
import { getPage } from '../../page-table.ts';

/** Conversation logs. */
export default function ConversationsPage() {
  return (
    <PageFrame page={getPage('conversations')}>
      <EmptyPanel title="Conversation logs">Nothing here yet.</EmptyPanel>
    </PageFrame>
  );
}
