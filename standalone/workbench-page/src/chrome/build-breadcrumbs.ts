import type { NavLinkDTO, NavModelItem } from '@grafana/data';

/** A step of the way to a page. The last one is the page itself. */
export interface Breadcrumb {
  readonly text: string;
  /** Absent: no page of its own. */
  readonly url?: string;
}

/** What of a navigation entry a breadcrumb needs. */
type Entry = Pick<NavLinkDTO, 'text' | 'url'>;

/**
 * The way to a page: the app, the page's entry in the navigation, then what the page says about itself with its
 * parents. An entry that the page names itself is not repeated.
 */
export function buildBreadcrumbs(
  navigation: readonly NavLinkDTO[],
  pathname: string,
  pageNav: NavModelItem | undefined,
): readonly Breadcrumb[] {
  const [section] = navigation;
  const own = pageNav === undefined ? [] : toChain(pageNav);
  const entry = findActiveEntry(navigation, pathname);
  const named = own.some((item) => item.text === entry?.text || (entry?.url !== undefined && item.url === entry.url));
  const entries: readonly (Entry | undefined)[] = [section, named ? undefined : entry, ...own];
  return entries.filter((item) => item !== undefined).map(toBreadcrumb);
}

/** The navigation's entry for an address, if it has one. */
export function findActiveEntry(navigation: readonly NavLinkDTO[], pathname: string): NavLinkDTO | undefined {
  const entries = navigation.flatMap(({ children = [] }) => children);
  return entries.find(({ url }) => url === pathname || pathname.startsWith(`${url ?? ''}/`));
}

function toChain(item: NavModelItem): readonly NavModelItem[] {
  const chain = [item];
  for (let parent = item.parentItem; parent; parent = parent.parentItem) chain.unshift(parent);
  return chain.filter(({ hideFromBreadcrumbs }) => hideFromBreadcrumbs !== true);
}

function toBreadcrumb({ text, url }: Entry): Breadcrumb {
  return url === undefined ? { text } : { text, url };
}
