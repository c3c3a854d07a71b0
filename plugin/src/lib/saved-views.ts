/** A named state of a page. */
export interface SavedView {
  /** Chosen by the person, unique on its page. */
  readonly name: string;
  /** Query string of the page's address, without question mark. */
  readonly search: string;
}

/** Views as they were stored. */
export interface StoredViews {
  readonly views: readonly SavedView[];
  /** How much of what was stored could not be read. */
  readonly unreadableCount: number;
}

/** Longest name of a view, in UTF-16 units. */
export const MAX_VIEW_NAME_LENGTH = 80;
const MAX_SEARCH_LENGTH = 8_000;
const MAX_VIEWS = 100;

/** Views from stored text; what is no view is counted and left out. */
export function parseSavedViews(text: string | undefined): StoredViews {
  if (text === undefined || text === '') return { views: [], unreadableCount: 0 };
  const list = parseList(text);
  if (list === undefined) return { views: [], unreadableCount: 1 };
  const views = new Map<string, SavedView>();
  for (const view of list.slice(0, MAX_VIEWS).flatMap(narrowView)) views.set(view.name, view);
  return { views: [...views.values()], unreadableCount: list.length - views.size };
}

/** The text that {@link parseSavedViews} reads. */
export function buildSavedViews(views: readonly SavedView[]): string {
  return JSON.stringify(views);
}

/** Views with one more; of the same name, in the place of the one before. */
export function putView(views: readonly SavedView[], view: SavedView): readonly SavedView[] {
  const isKnown = views.some(({ name }) => name === view.name);
  return isKnown ? views.map((old) => (old.name === view.name ? view : old)) : [...views, view].slice(-MAX_VIEWS);
}

/** Views in which one has another name; a view that had the new name goes. */
export function renameView(views: readonly SavedView[], from: string, to: string): readonly SavedView[] {
  return removeView(views, from === to ? '' : to).map((view) => (view.name === from ? { ...view, name: to } : view));
}

/** Views without one. */
export function removeView(views: readonly SavedView[], name: string): readonly SavedView[] {
  return views.filter((view) => view.name !== name);
}

/** What a person typed as a name, as it is kept; `undefined` when nothing is left of it. */
export function toViewName(typed: string): string | undefined {
  return typed.trim().slice(0, MAX_VIEW_NAME_LENGTH).trim() || undefined;
}

function parseList(text: string): readonly unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function narrowView(value: unknown): readonly SavedView[] {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('search' in value)) return [];
  const { name, search } = value;
  if (typeof name !== 'string' || toViewName(name) !== name) return [];
  return typeof search === 'string' && search.length <= MAX_SEARCH_LENGTH ? [{ name, search }] : [];
}
