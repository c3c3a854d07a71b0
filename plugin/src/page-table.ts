import { PAGE_PATHS, type PageName, type Permission } from '@botscope/conventions';

/** A page that exists already. */
export type ExistingPage = Extract<
  PageName,
  'conversations' | 'conversation' | 'live' | 'flows' | 'apiCalls' | 'audit' | 'alerts' | 'pipeline'
>;

/** A page of the app, as navigation, breadcrumbs and permission checks need it. */
export interface PageEntry {
  readonly name: ExistingPage;
  /** Path below the app's base path, with leading slash. */
  readonly path: string;
  /** Title of the page and of its entry in the navigation. */
  readonly title: string;
  /** What stands before the title in the breadcrumb, outermost first. */
  readonly breadcrumb: readonly string[];
  readonly permission: Permission;
  /** `default`: opened by the app's own entry. `hidden`: reached from other pages only. */
  readonly navigation: 'default' | 'listed' | 'hidden';
}

const entry = (name: ExistingPage, rest: Omit<PageEntry, 'name' | 'path'>): PageEntry => ({
  name,
  path: PAGE_PATHS[name],
  ...rest,
});

/** The pages that exist, in the order of the navigation. */
export const PAGES: readonly PageEntry[] = [
  entry('conversations', {
    title: 'Conversation logs',
    breadcrumb: ['Analysis'],
    permission: 'conversations:read',
    navigation: 'default',
  }),
  entry('conversation', {
    title: 'Conversation',
    breadcrumb: ['Analysis'],
    permission: 'conversations:read',
    navigation: 'hidden',
  }),
  entry('flows', {
    title: 'Flows',
    breadcrumb: ['Automation', 'Build'],
    permission: 'conversations:read',
    navigation: 'listed',
  }),
  entry('live', {
    title: 'Preview console',
    breadcrumb: ['Automation', 'Build'],
    permission: 'conversations:read',
    navigation: 'listed',
  }),
  entry('apiCalls', {
    title: 'API logs',
    breadcrumb: ['Integrations'],
    permission: 'api-calls:read',
    navigation: 'listed',
  }),
  entry('audit', { title: 'Audit logs', breadcrumb: ['Settings'], permission: 'audit:read', navigation: 'listed' }),
  entry('alerts', { title: 'Alerts', breadcrumb: ['Settings'], permission: 'alerts:read', navigation: 'listed' }),
  entry('pipeline', {
    title: 'Pipeline',
    breadcrumb: ['Settings'],
    permission: 'conversations:read',
    navigation: 'listed',
  }),
];

/** The entry of a page. */
export function getPage(name: ExistingPage): PageEntry {
  const page = PAGES.find((candidate) => candidate.name === name);
  if (!page) throw new Error(`No page "${name}" in the page table`);
  return page;
}
