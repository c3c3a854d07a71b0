import type { NavModelItem } from '@grafana/data';
import { useMemo, type ReactNode } from 'react';
import { useServices } from '../lib/services.ts';
import type { PageEntry } from '../page-table.ts';

interface PageFrameProps {
  readonly page: PageEntry;
  /** In place of the page's own title. */
  readonly title?: string;
  /** Beside the title: pickers and the page's primary action. */
  readonly actions?: ReactNode;
  readonly subTitle?: ReactNode;
  readonly children: ReactNode;
}

/** Grafana's page around ours: breadcrumb, title and actions. */
export function PageFrame({ page, title = page.title, actions, subTitle, children }: PageFrameProps) {
  const { Frame } = useServices();
  // Grafana draws its frame again for every new object.
  const pageNav = useMemo<NavModelItem>(
    () => ({ text: title, ...toParent(page.breadcrumb) }),
    [title, page.breadcrumb],
  );
  return (
    <Frame pageNav={pageNav} actions={actions} subTitle={subTitle}>
      {children}
    </Frame>
  );
}

/** Breadcrumb entries as nested parents, the nearest first. They are headings, not pages, so they have no address. */
function toParent(breadcrumb: readonly string[]): { parentItem?: NavModelItem } {
  const nearest = breadcrumb.at(-1);
  return nearest === undefined ? {} : { parentItem: { text: nearest, ...toParent(breadcrumb.slice(0, -1)) } };
}
