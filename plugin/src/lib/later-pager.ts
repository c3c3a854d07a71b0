/** Gives one page after the other. */
interface Pages<Page> {
  nextPage(signal?: AbortSignal): Promise<Page>;
}

/**
 * A pager over another one that takes a moment to make, since what it asks depends on the store. It is made when the
 * first page is asked for, and again when that failed.
 */
export function openLater<Page>(open: () => Promise<Pages<Page>>): { nextPage(signal: AbortSignal): Promise<Page> } {
  let opened: Pages<Page> | undefined;
  return {
    nextPage: async (signal) => {
      opened ??= await open();
      signal.throwIfAborted();
      return opened.nextPage(signal);
    },
  };
}
