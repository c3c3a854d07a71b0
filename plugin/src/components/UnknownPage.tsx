import { buildPagePath } from '@botscope/conventions';
import { getPage } from '../page-table.ts';
import { EmptyPanel } from './EmptyPanel.tsx';
import { PageFrame } from './PageFrame.tsx';
import { PageLink } from './PageLink.tsx';
import { SafeText } from './SafeText.tsx';

/** Stands for an address at which the app has no page. */
export function UnknownPage({ path }: { readonly path: string }) {
  return (
    <PageFrame page={getPage('conversations')} title="Page not found">
      <EmptyPanel
        title="There is no such page"
        action={<PageLink to={buildPagePath('conversations')}>Open the conversation logs</PageLink>}
      >
        The app has no page at <SafeText text={path} />.
      </EmptyPanel>
    </PageFrame>
  );
}
