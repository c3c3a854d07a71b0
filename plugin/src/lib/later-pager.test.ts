import { describe, expect, it } from 'vitest';
import { openLater } from './later-pager.ts';

const signal = new AbortController().signal;

describe('openLater', () => {
  it('makes the pager once, when the first page is asked for', async () => {
    let made = 0;
    const pager = openLater(async () => {
      made += 1;
      let page = 0;
      return { nextPage: async () => ++page };
    });
    expect(made).toBe(0);
    expect([await pager.nextPage(signal), await pager.nextPage(signal)]).toEqual([1, 2]);
    expect(made).toBe(1);
  });

  it('makes it again when that failed', async () => {
    const failures = [new Error('no labels')];
    const pager = openLater(async () => {
      const failure = failures.shift();
      if (failure) throw failure;
      return { nextPage: async () => 'page' };
    });
    await expect(pager.nextPage(signal)).rejects.toThrow('no labels');
    expect(await pager.nextPage(signal)).toBe('page');
  });

  it('asks for nothing that is no longer wanted', async () => {
    const gone = new AbortController();
    const pager = openLater(async () => {
      gone.abort();
      return { nextPage: () => Promise.reject(new Error('asked')) };
    });
    await expect(pager.nextPage(gone.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
