import { useState } from 'react';
import { buildSavedViews, parseSavedViews, type SavedView } from './saved-views.ts';
import { useServices } from './services.ts';

/** The saved views of a page, kept in the browser. */
export interface SavedViews {
  readonly views: readonly SavedView[];
  /** How much of what was stored could not be read and is ignored. */
  readonly unreadableCount: number;
  /** The browser refused to keep the last change, so it lasts only while the page is open. */
  readonly isForgotten: boolean;
  readonly change: (views: readonly SavedView[]) => void;
}

/** @param page names the page in the storage: `conversations` */
export function useSavedViews(page: string): SavedViews {
  const { preferences } = useServices();
  const key = `views.${page}`;
  const [stored, setStored] = useState(() => ({ ...parseSavedViews(preferences.read(key)), isForgotten: false }));
  const change = (views: readonly SavedView[]) => {
    const text = buildSavedViews(views);
    preferences.write(key, text);
    setStored({ views, unreadableCount: 0, isForgotten: preferences.read(key) !== text });
  };
  return { ...stored, change };
}
