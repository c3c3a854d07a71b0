import { openStore, type Store } from '../store/open-store.ts';
import { createSealingThread } from '../store/sealing/sealing-thread.ts';
import type { Run } from './run.ts';

/**
 * Opens a store until the run ends, and says how long that took. A thread of its own seals its files.
 * @throws StoreError when it cannot be written or another process has it.
 */
export function openStoreAloud(dataDirectory: string, { log, onStop }: Run): Store {
  const startedAt = performance.now();
  const sealing = createSealingThread();
  const store = openStore({ dataDirectory, report: log, sealFile: sealing.sealFile });
  onStop(() => {
    store.close();
    return sealing.close();
  });
  log(`store opened in ${Math.round(performance.now() - startedAt)} ms`);
  return store;
}
