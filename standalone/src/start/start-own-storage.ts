import { ADDRESSES } from '@botscope/conventions';
import type { FastifyInstance } from 'fastify';
import { createLokiApi } from '../loki/create-loki-api.ts';
import { createReceiver } from '../receiver/create-receiver.ts';
import { startForwarder } from '../receiver/forwarder.ts';
import { registerOtlpPush } from '../receiver/register-otlp-push.ts';
import type { Store } from '../store/open-store.ts';
import type { StandaloneConfiguration } from './configuration.ts';
import { refuseRecordsOf } from './hold-data-directory.ts';
import { openStoreAloud } from './open-store-aloud.ts';
import type { Run } from './run.ts';
import { openSecrets, type Secrets } from './secrets.ts';
import { serveApp } from './serve-app.ts';
import { startTempoApi, toQueryRules } from './start-tempo-api.ts';
import type { Storage } from './storage.ts';

const recordReader = {
  moduleUrl: new URL('../store/open-record-reader.ts', import.meta.url).href,
  exportName: 'openRecordReader',
};

/** Storage of `npm start`: receiver, store and both query APIs in this process. */
export async function startOwnStorage(configuration: StandaloneConfiguration, run: Run): Promise<Storage> {
  const { addresses, dataDirectory } = configuration;
  refuseRecordsOf('npm run stack', dataDirectory);
  const store = openStoreAloud(dataDirectory, run);
  const secrets = openSecrets(dataDirectory);
  const { ingestToken, readToken } = secrets;
  const receiver = createReceiver({ store, host: addresses.otlp.host, ingestToken, report: run.log });
  const otlp = await serveApp(run, receiver, ADDRESSES.otlp, addresses.otlp);
  const loki = await serveApp(
    run,
    await createLoki(configuration, store, secrets, run),
    ADDRESSES.loki,
    addresses.loki,
  );
  const tempo = await startTempoApi({ storeDirectory: dataDirectory, address: addresses.tempo, readToken }, run);
  return {
    urls: { otlp, loki, tempo },
    forwardTo: async (sidecarUrl) => forwardTo(sidecarUrl, store, ingestToken, run),
  };
}

async function createLoki(
  { addresses, dataDirectory }: StandaloneConfiguration,
  store: Store,
  { ingestToken, readToken }: Secrets,
  { log }: Run,
): Promise<FastifyInstance> {
  const app = await createLokiApi({
    readerSource: { ...recordReader, options: dataDirectory },
    arrivals: store,
    ...toQueryRules(addresses.loki.host, readToken),
    onFault: log,
  });
  await registerOtlpPush(app, { store, ingestToken, report: log });
  return app;
}

function forwardTo(sidecarUrl: string, store: Store, ingestToken: string, { log, ending, onStop }: Run): void {
  const forwarder = startForwarder({
    store,
    sidecarUrl,
    ingestToken,
    // With a Ctrl-C the sidecar ends at once; that it takes nothing more is no news then.
    report: (line) => ending.aborted || log(line),
  });
  onStop(() => forwarder.stop());
}
