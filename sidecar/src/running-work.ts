import { setTimeout as sleep } from 'node:timers/promises';

/** Work that is under way, so that the state is not let go under it. */
export interface RunningWork {
  /** Starts the work once more; resolves when this run has ended. */
  readonly run: () => Promise<void>;
  /** Resolves when nothing is under way, or after `maxMillis`. */
  readonly settle: (maxMillis: number) => Promise<void>;
}

/** Keeps count of the runs of some work. */
export function createRunningWork(start: () => Promise<void>): RunningWork {
  const running = new Set<Promise<void>>();
  return {
    run() {
      const work = start().finally(() => running.delete(work));
      running.add(work);
      return work;
    },
    async settle(maxMillis) {
      await Promise.race([Promise.all(running), sleep(maxMillis, undefined, { ref: false })]);
    },
  };
}
