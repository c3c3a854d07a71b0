import { useEffect, useRef } from 'react';

/**
 * Runs a task at once after each interval, the next interval beginning when the task has ended, so that a slow answer
 * is never asked for twice. Rests while the browser tab is hidden and runs when it is shown again. 0 = never.
 */
export function usePolling(task: () => Promise<unknown>, intervalMillis: number): void {
  const latest = useRef(task);
  useEffect(() => {
    latest.current = task;
  });
  useEffect(() => {
    if (intervalMillis <= 0) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isStopped = false;
    const schedule = (delayMillis: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => void run(), delayMillis);
    };
    const run = async () => {
      if (document.hidden) return;
      await latest.current().catch(() => undefined);
      if (!isStopped) schedule(intervalMillis);
    };
    const onVisibility = () => {
      if (!document.hidden) schedule(0);
    };
    schedule(intervalMillis);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      isStopped = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [intervalMillis]);
}
