import { EmptyPanel } from '../../components/EmptyPanel.tsx';
import { PageFrame } from '../../components/PageFrame.tsx';
import { getPage } from '../../page-table.ts';

/** Conversation. */
export default function ConversationPage() {
  return (
    <PageFrame page={getPage('conversation')}>
      <EmptyPanel title="Conversation">Nothing here yet.</EmptyPanel>
    </PageFrame>
  );
}
