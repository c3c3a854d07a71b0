import { useCallback, useEffect, useRef, useState } from 'react';
import { isAborted } from './backend.ts';
import { appendPage, mergeHead, replaceRows, type RowOrder, type RowPager } from './paged-rows.ts';

/** A list that is read page by page, newest first. */
export interface PagedRows<Row> {
  /** Of the present key, or still of the one before while its first page is loading. */
  readonly rows: readonly Row[];
  /** Nothing older is in the range. */
  readonly isDone: boolean;
  /** The first page is being loaded. */
  readonly isLoading: boolean;
  readonly isLoadingMore: boolean;
  /** Of the newest request that failed; absent after one that succeeded. */
  readonly error: unknown;
  /** Reads the next page, unless one is being read or nothing older is there. */
  readonly loadMore: () => void;
  /** Reads the newest page again and puts what is new above the rows. */
  readonly refresh: () => Promise<void>;
  /** After an error: asks again for the page that failed. */
  readonly retry: () => void;
}

interface State<Row> {
  readonly rows: readonly Row[];
  readonly isDone: boolean;
  readonly activity: 'first' | 'more' | 'none';
  readonly error: unknown;
}

/** One list from its newest page to its end. */
interface Session<Row> {
  readonly pager: RowPager<Row>;
  readonly controller: AbortController;
  rows: readonly Row[];
  isReading: boolean;
}

/**
 * Rows of a list for scrolling through a whole range.
 * @param key everything that the list depends on, as text; a change begins a new list
 * @param createPager makes a pager at the newest end, for the time it is called
 * @param order must be a module constant
 */
export function usePagedRows<Row>(key: string, createPager: () => RowPager<Row>, order: RowOrder<Row>): PagedRows<Row> {
  const [state, setState] = useState<State<Row>>({ rows: [], isDone: false, activity: 'first', error: undefined });
  const session = useRef<Session<Row>>();
  const latestCreate = useRef(createPager);
  useEffect(() => {
    latestCreate.current = createPager;
  });

  const complete = useCallback(
    async (current: Session<Row>, completed: Promise<readonly Row[]>) => {
      try {
        const rows = await completed;
        if (session.current !== current) return;
        current.rows = replaceRows(current.rows, rows, order);
        setState((before) => ({ ...before, rows: current.rows }));
      } catch (error) {
        if (session.current === current && !isAborted(error)) setState((before) => ({ ...before, error }));
      }
    },
    [order],
  );

  const read = useCallback(
    async (current: Session<Row>) => {
      if (current.isReading) return;
      current.isReading = true;
      const isFirst = current.rows.length === 0;
      setState((before) => ({ ...before, activity: isFirst ? 'first' : 'more', error: undefined }));
      try {
        const page = await current.pager.nextPage(current.controller.signal);
        if (session.current !== current) return;
        current.rows = appendPage(current.rows, page.rows, order);
        setState({ rows: current.rows, isDone: page.done, activity: 'none', error: undefined });
        if (page.completed) void complete(current, page.completed);
      } catch (error) {
        if (session.current !== current || isAborted(error)) return;
        setState({ rows: current.rows, isDone: false, activity: 'none', error });
      } finally {
        current.isReading = false;
      }
    },
    [order, complete],
  );

  const restart = useCallback(() => {
    session.current?.controller.abort();
    const current = { pager: latestCreate.current(), controller: new AbortController(), rows: [], isReading: false };
    session.current = current;
    void read(current);
  }, [read]);

  useEffect(() => {
    restart();
    return () => session.current?.controller.abort();
  }, [key, restart]);

  const { rows, isDone, activity, error } = state;
  const retry = useCallback(() => {
    if (session.current) void read(session.current);
  }, [read]);
  const loadMore = useCallback(() => {
    if (!isDone && activity === 'none' && error === undefined) retry();
  }, [retry, isDone, activity, error]);

  const refresh = useCallback(async () => {
    const { current } = session;
    if (!current || current.isReading) return;
    try {
      const early = await latestCreate.current().nextPage(current.controller.signal);
      // Rows that are complete must not become incomplete for a moment.
      const rows = early.completed && replaceRows(early.rows, await early.completed, order);
      const head = rows ? { ...early, rows } : early;
      if (session.current !== current || current.isReading) return;
      const merged = mergeHead(current.rows, head, order);
      if (merged === undefined) return restart();
      current.rows = merged;
      setState((before) => ({ ...before, rows: merged, isDone: before.isDone || head.done, error: undefined }));
    } catch (error) {
      if (session.current === current && !isAborted(error)) setState((before) => ({ ...before, error }));
    }
  }, [order, restart]);

  return {
    rows,
    isDone,
    isLoading: activity === 'first',
    isLoadingMore: activity === 'more',
    error,
    loadMore,
    refresh,
    retry,
  };
}
