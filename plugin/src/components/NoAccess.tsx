import { toAction } from '@botscope/conventions';
import type { PageEntry } from '../page-table.ts';
import { EmptyPanel } from './EmptyPanel.tsx';
import { PageFrame } from './PageFrame.tsx';

/** Stands for a page that the person may not see. */
export function NoAccess({ page }: { readonly page: PageEntry }) {
  return (
    <PageFrame page={page}>
      <EmptyPanel title={`You may not see ${page.title}`}>
        Ask an administrator of this Grafana for the permission <code>{toAction(page.permission)}</code>.
      </EmptyPanel>
    </PageFrame>
  );
}
