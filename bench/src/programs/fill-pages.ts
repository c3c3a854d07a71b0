// Fills the store of a data directory with long lists and a long conversation. Arguments: directory, end in nanoseconds.
import { FORWARDER_CURSOR, openStore, storeLogs, tenantOfRecord } from '@botscope/standalone';
import type { CorpusRecord } from '../corpus/corpus-record.ts';
import { makeListRows, makeLongConversation } from '../pages/long-records.ts';
import { toLogsRequest } from '../store-corpus/to-logs-request.ts';

const BATCH = 2000;
const [directory = '', end = ''] = process.argv.slice(2);
const store = openStore({ dataDirectory: directory });
const route = { complete: <Record>(record: Record) => record, tenantOf: tenantOfRecord };

let batch: CorpusRecord[] = [];
const storeBatch = async () => {
  const { rejected, message } = await storeLogs(store, toLogsRequest(batch), route, Date.now());
  if (rejected > 0) throw new Error(message);
  batch = [];
};
for (const make of [makeListRows, makeLongConversation]) {
  for (const record of make(BigInt(end))) if (batch.push(record) === BATCH) await storeBatch();
  await storeBatch();
}
// What was just stored is nothing to send mails about.
store.writeCursor(FORWARDER_CURSOR, store.lastId);
store.close();
process.send?.({ filled: true });
