import { EmptyPanel } from '../../components/EmptyPanel.tsx';
import { PageFrame } from '../../components/PageFrame.tsx';
import { getPage } from '../../page-table.ts';

/** Audit logs. */
export default function AuditPage() {
  return (
    <PageFrame page={getPage('audit')}>
      <EmptyPanel title="Audit logs">Nothing here yet.</EmptyPanel>
    </PageFrame>
  );
}
