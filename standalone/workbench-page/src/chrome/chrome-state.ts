import type { NavModelItem } from '@grafana/data';
import { createStore } from '../create-store.ts';

/** Height of the bar at the top. */
export const TOP_BAR_PIXELS = 48;
/** Width of the navigation at the side. */
export const SIDE_NAV_PIXELS = 248;
/** From this width on the navigation stands beside the page; below it lies over the page when it is opened. */
export const DOCKED_FROM_PIXELS = 1200;

const wideEnough = (): boolean => window.innerWidth >= DOCKED_FROM_PIXELS;

/** What the shown page says about itself, for breadcrumbs and the window's title. */
export const pageNavStore = createStore<NavModelItem | undefined>(undefined);

/** Whether the navigation at the side is shown. */
export const menuOpenStore = createStore<boolean>(wideEnough());

/** Hook of `@grafana/runtime`: whether the navigation is shown, and a setter. */
export function useMenuOpen(): readonly [boolean, (open: boolean) => void] {
  return [menuOpenStore.use(), menuOpenStore.set];
}

/** Closes the navigation where it lies over the page. */
export function closeOverlayMenu(): void {
  if (!wideEnough()) menuOpenStore.set(false);
}
