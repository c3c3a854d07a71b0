import { renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { usePolling } from './usePolling.ts';

let isHidden = false;

beforeEach(() => {
  vi.useFakeTimers();
  isHidden = false;
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
});

afterEach(() => {
  vi.useRealTimers();
  Reflect.deleteProperty(document, 'hidden');
});

function setHidden(value: boolean) {
  isHidden = value;
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('usePolling', () => {
  it('runs after each interval, also after a run that failed', async () => {
    let runs = 0;
    const task = async () => {
      runs += 1;
      throw new Error('down');
    };
    renderHook(() => usePolling(task, 1_000));
    await vi.advanceTimersByTimeAsync(3_500);
    expect(runs).toBe(3);
  });

  it('asks again only when the answer before is there', async () => {
    let runs = 0;
    const task = () => {
      runs += 1;
      return new Promise((resolve) => setTimeout(resolve, 10_000));
    };
    renderHook(() => usePolling(task, 1_000));
    await vi.advanceTimersByTimeAsync(11_900);
    expect(runs).toBe(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(runs).toBe(2);
  });

  it('rests while the tab is hidden and runs at once when it is shown again', async () => {
    let runs = 0;
    renderHook(() => usePolling(async () => (runs += 1), 1_000));
    setHidden(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(runs).toBe(0);
    setHidden(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(runs).toBe(1);
  });

  it('never runs with an interval of 0, nor after the page is left', async () => {
    let runs = 0;
    const { rerender, unmount } = renderHook(({ interval }) => usePolling(async () => (runs += 1), interval), {
      initialProps: { interval: 0 },
    });
    await vi.advanceTimersByTimeAsync(10_000);
    rerender({ interval: 1_000 });
    unmount();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(runs).toBe(0);
  });
});
