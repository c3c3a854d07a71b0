/** What `npm run stack`, tests, measurements and documents need of standalone; it is a program. */
export { FORWARDER_CURSOR } from './receiver/forwarder.ts';
export { storeLogs, storeSpans } from './receiver/store-request.ts';
export { tenantOfRecord } from './receiver/tenant-of-record.ts';
export {
  readStandaloneConfiguration,
  STANDALONE_VARIABLES,
  type StandaloneConfiguration,
} from './start/configuration.ts';
export { holdDataDirectory, refuseRecordsOf } from './start/hold-data-directory.ts';
export { keepRunning, type LaunchedProgram } from './start/keep-running.ts';
export { toListenError, type NamedAddress } from './start/listen.ts';
export { runProduct } from './start/run-product.ts';
export { type Run } from './start/run.ts';
export { openSecrets } from './start/secrets.ts';
export { startSpanStorage } from './start/start-span-storage.ts';
export { renderStartFailure } from './start/start-up-text.ts';
export { type RunningPart, type StartStorage } from './start/storage.ts';
export { openStore, type Store } from './store/open-store.ts';
export { createSealingThread } from './store/sealing/sealing-thread.ts';
