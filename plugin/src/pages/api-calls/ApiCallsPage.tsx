import { EmptyPanel } from '../../components/EmptyPanel.tsx';
import { PageFrame } from '../../components/PageFrame.tsx';
import { getPage } from '../../page-table.ts';

/** API logs. */
export default function ApiCallsPage() {
  return (
    <PageFrame page={getPage('apiCalls')}>
      <EmptyPanel title="API logs">Nothing here yet.</EmptyPanel>
    </PageFrame>
  );
}
