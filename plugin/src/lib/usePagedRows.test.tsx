import { act, renderHook, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { RowOrder, RowPage } from './paged-rows.ts';
import { usePagedRows } from './usePagedRows.ts';

const order: RowOrder<number> = { getKey: String, compare: (a, b) => b - a };

/** Pages of a source that can fail and grow. */
function createSource(pages: readonly (readonly number[] | Error)[]) {
  const left = [...pages];
  const createPager = () => ({
    nextPage: async (): Promise<RowPage<number>> => {
      const page = left.shift() ?? [];
      if (page instanceof Error) throw page;
      return { rows: page, done: left.length === 0 };
    },
  });
  return { left, createPager };
}

describe('usePagedRows', () => {
  it('reads the first page at once and older ones on demand', async () => {
    const { createPager } = createSource([[9, 8], [7, 6], [5]]);
    const { result } = renderHook(() => usePagedRows('key', createPager, order));
    expect(result.current.isLoading).toBe(true);
    await waitFor(() => expect(result.current.rows).toEqual([9, 8]));
    act(() => result.current.loadMore());
    await waitFor(() => expect(result.current.rows).toEqual([9, 8, 7, 6]));
    expect(result.current.isDone).toBe(false);
    act(() => result.current.loadMore());
    await waitFor(() => expect(result.current.isDone).toBe(true));
    expect(result.current.rows).toEqual([9, 8, 7, 6, 5]);
  });

  it('keeps the rows when an older page fails, and goes on after a retry', async () => {
    const failure = new Error('down');
    const { createPager } = createSource([[9], failure, [8]]);
    const { result } = renderHook(() => usePagedRows('key', createPager, order));
    await waitFor(() => expect(result.current.rows).toEqual([9]));
    act(() => result.current.loadMore());
    await waitFor(() => expect(result.current.error).toBe(failure));
    expect(result.current.rows).toEqual([9]);
    act(() => result.current.loadMore());
    expect(result.current.isLoadingMore).toBe(false);
    act(() => result.current.retry());
    await waitFor(() => expect(result.current.rows).toEqual([9, 8]));
    expect(result.current.error).toBeUndefined();
  });

  it('puts new rows above without reading older pages again', async () => {
    const { left, createPager } = createSource([[5, 4], [3]]);
    const { result } = renderHook(() => usePagedRows('key', createPager, order));
    await waitFor(() => expect(result.current.rows).toEqual([5, 4]));
    left.unshift([6, 5]);
    await act(() => result.current.refresh());
    expect(result.current.rows).toEqual([6, 5, 4]);
  });

  it('puts completed rows in the places of early ones, and never shows early ones in their stead', async () => {
    const named: RowOrder<string> = { getKey: ([first = '']) => first, compare: (a, b) => (a > b ? -1 : 1) };
    const { promise, resolve } = Promise.withResolvers<readonly string[]>();
    const createPager = () => ({
      nextPage: async () => ({ rows: ['b', 'a'], done: true, completed: promise }),
    });
    const { result } = renderHook(() => usePagedRows('key', createPager, named));
    await waitFor(() => expect(result.current.rows).toEqual(['b', 'a']));
    resolve(['a: whole', 'c: whole']);
    await waitFor(() => expect(result.current.rows).toEqual(['b', 'a: whole']));
    await act(() => result.current.refresh());
    expect(result.current.rows).toEqual(['b', 'a: whole']);
  });

  it('keeps early rows and tells the error when they cannot be completed', async () => {
    const failure = new Error('down');
    const completed = Promise.reject(failure);
    completed.catch(() => undefined);
    const createPager = () => ({ nextPage: async () => ({ rows: [9], done: true, completed }) });
    const { result } = renderHook(() => usePagedRows('key', createPager, order));
    await waitFor(() => expect(result.current.error).toBe(failure));
    expect(result.current.rows).toEqual([9]);
  });

  it('begins again when its key changes, showing the old rows until the new ones are there', async () => {
    const { createPager } = createSource([[5], [1]]);
    const { result, rerender } = renderHook(({ key }) => usePagedRows(key, createPager, order), {
      initialProps: { key: 'a' },
    });
    await waitFor(() => expect(result.current.rows).toEqual([5]));
    rerender({ key: 'b' });
    expect(result.current).toMatchObject({ rows: [5], isLoading: true });
    await waitFor(() => expect(result.current.rows).toEqual([1]));
  });
});
