// Fills the store of a data directory by its own writer, as the receiver does after decoding.
import { setTimeout as delay } from 'node:timers/promises';
import {
  createSealingThread,
  FORWARDER_CURSOR,
  openStore,
  storeLogs,
  storeSpans,
  tenantOfRecord,
} from '@botscope/standalone';
import { fillInBatches } from '../store-corpus/fill-in-batches.ts';
import { toTracesRequest } from '../store-corpus/make-spans.ts';
import { readFillArguments } from '../store-corpus/read-fill-arguments.ts';
import { toLogsRequest } from '../store-corpus/to-logs-request.ts';

const POLL_MILLIS = 20;

const { directory, corpus, limit } = readFillArguments();
const sealing = createSealingThread();
let beingSealed = 0;
const store = openStore({
  dataDirectory: directory,
  sealFile: async (from, to) => {
    beingSealed += 1;
    await sealing.sealFile(from, to).finally(() => (beingSealed -= 1));
  },
});
const route = { complete: <Record>(record: Record) => record, tenantOf: tenantOfRecord };
/** The next file begins in the same turn of the event loop in which one ends. */
async function waitUntilSealed(): Promise<void> {
  do await delay(POLL_MILLIS);
  while (beingSealed > 0);
}

const figures = await fillInBatches(
  corpus,
  async (batches) => {
    const stored = batches.map((batch) => storeLogs(store, toLogsRequest(batch), route, Date.now()));
    for (const { rejected, message } of await Promise.all(stored)) if (rejected > 0) throw new Error(message);
  },
  {
    limit,
    beside: async (batches) => void (await storeSpans(store, toTracesRequest(batches.flat()))),
    finish: waitUntilSealed,
  },
);
// Nobody wants mails about the errors of a benchmark.
store.writeCursor(FORWARDER_CURSOR, store.lastId);
store.close();
process.send?.(figures);
