import { EmptyPanel } from '../../components/EmptyPanel.tsx';
import { PageFrame } from '../../components/PageFrame.tsx';
import { getPage } from '../../page-table.ts';

/** Alerts. */
export default function AlertsPage() {
  return (
    <PageFrame page={getPage('alerts')}>
      <EmptyPanel title="Alerts">Nothing here yet.</EmptyPanel>
    </PageFrame>
  );
}
