import { openStore, type Store } from '../store/open-store.ts';
import type { Run } from './run.ts';

/**
 * Opens a store until the run ends, and says how long that took.
 * @throws StoreError when it cannot be written or another process has it.
 */
export function openStoreAloud(dataDirectory: string, { log, onStop }: Run): Store {
  const startedAt = performance.now();
  const store = openStore({ dataDirectory, report: log });
  onStop(() => store.close());
  log(`store opened in ${Math.round(performance.now() - startedAt)} ms`);
  return store;
}
