import { fileURLToPath } from 'node:url';
import { VARIABLE_DATA_DIR, VARIABLE_PUBLIC_URL, type AddressName } from '@botscope/conventions';
import type { FastifyInstance } from 'fastify';
import { createLokiApi } from '../loki/create-loki-api.ts';
import { createReceiver } from '../receiver/create-receiver.ts';
import { startForwarder } from '../receiver/forwarder.ts';
import { registerOtlpPush } from '../receiver/register-otlp-push.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { createTempoApi } from '../tempo/create-tempo-api.ts';
import { createWorkbench } from '../workbench/create-workbench.ts';
import { isLoopbackName } from '../workbench/loopback.ts';
import { startChildProgram, type ChildProgram } from './child-program.ts';
import type { StandaloneConfiguration } from './configuration.ts';
import { listenOn } from './listen.ts';
import { openAuditKey, openSecrets, type Secrets } from './secrets.ts';

/** Address of each part that runs; `demo` is absent when it was left out. */
export type RunningUrls = Readonly<Record<Exclude<AddressName, 'demo'>, string> & { demo?: string }>;

/** Everything that `npm start` runs. */
export interface Standalone {
  readonly urls: RunningUrls;
  /** Stops children first, so that what they still send is taken. */
  stop(): Promise<void>;
}

const fromRoot = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const recordReader = {
  moduleUrl: new URL('../store/open-record-reader.ts', import.meta.url).href,
  exportName: 'openRecordReader',
};
const spanReader = {
  moduleUrl: new URL('../store/open-span-reader.ts', import.meta.url).href,
  exportName: 'openSpanReader',
};

/**
 * Starts store, APIs, workbench and the other programs, in the order in which they need each other.
 * @throws StartError, StoreError or Error with the reason in words; what was started is stopped again.
 */
export async function startStandalone(
  configuration: StandaloneConfiguration,
  log: (line: string) => void,
): Promise<Standalone> {
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const step of stops.splice(0).reverse()) await step();
  };
  try {
    return { urls: await startParts(configuration, log, (step) => stops.push(step)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  configuration: StandaloneConfiguration,
  log: (line: string) => void,
  onStop: (step: () => Promise<void> | void) => void,
): Promise<RunningUrls> {
  const { dataDirectory, addresses } = configuration;
  const store = openStoreAloud(dataDirectory, log);
  onStop(() => store.close());
  const secrets = openSecrets(dataDirectory);
  const serve = async (app: FastifyInstance, name: AddressName) => {
    const url = await listenOn(app, name, addresses[name]);
    onStop(() => app.close());
    return url;
  };
  const otlp = await serve(createOtlpReceiver(configuration, store, secrets, log), 'otlp');
  const loki = await serve(await createLoki(configuration, store, secrets, log), 'loki');
  const tempo = await serve(await createTempo(configuration, secrets, log), 'tempo');
  const shared: Record<string, string | undefined> = toSharedEnvironment(configuration, secrets, { otlp, loki, tempo });
  const ui = await serve(await createWorkbenchPage(configuration, shared), 'ui');
  Object.assign(shared, toUiEnvironment(ui, configuration.publicUrl));

  const start = async (name: string, portVariables: Readonly<Record<string, string>>) => {
    const program = await startProgram(name, shared, portVariables, log);
    onStop(() => program.stop());
    return program.urls;
  };
  const { sidecar = '' } = await start('sidecar', { sidecar: 'BOTSCOPE_SIDECAR_PORT' });
  Object.assign(shared, { BOTSCOPE_SIDECAR_URL: sidecar });
  const forwarder = startForwarder({ store, sidecarUrl: sidecar, ingestToken: secrets.ingestToken, report: log });
  onStop(() => forwarder.stop());
  const { people: gateway = '', readOnly: gatewayReadOnly = '' } = await start('gateway', {
    people: 'BOTSCOPE_GATEWAY_PORT',
    readOnly: 'BOTSCOPE_GATEWAY_READ_PORT',
  });
  Object.assign(shared, { BOTSCOPE_GATEWAY_URL: gateway });
  const { demo } = configuration.demo ? await start('demo', { demo: 'BOTSCOPE_DEMO_PORT' }) : {};
  return { otlp, loki, tempo, ui, sidecar, gateway, gatewayReadOnly, ...(demo === undefined ? {} : { demo }) };
}

function openStoreAloud(dataDirectory: string, log: (line: string) => void): Store {
  const startedAt = performance.now();
  const store = openStore({ dataDirectory, report: log });
  log(`store opened in ${Math.round(performance.now() - startedAt)} ms`);
  return store;
}

function createOtlpReceiver(
  { addresses }: StandaloneConfiguration,
  store: Store,
  secrets: Secrets,
  report: (line: string) => void,
): FastifyInstance {
  return createReceiver({ store, host: addresses.otlp.host, ingestToken: secrets.ingestToken, report });
}

/** Who may query: this machine freely, others with the read token. */
function toQueryRules(host: string, secrets: Secrets) {
  return { allowedHosts: [host], ...(isLoopbackName(host) ? {} : { readToken: secrets.readToken }) };
}

function createTempo(
  { addresses, dataDirectory }: StandaloneConfiguration,
  secrets: Secrets,
  report: (line: string) => void,
): Promise<FastifyInstance> {
  const readerSource = { ...spanReader, options: dataDirectory };
  return createTempoApi({ readerSource, ...toQueryRules(addresses.tempo.host, secrets), onFault: report });
}

async function createLoki(
  { addresses, dataDirectory }: StandaloneConfiguration,
  store: Store,
  secrets: Secrets,
  report: (line: string) => void,
): Promise<FastifyInstance> {
  const { host } = addresses.loki;
  const app = await createLokiApi({
    readerSource: { ...recordReader, options: dataDirectory },
    ...toQueryRules(host, secrets),
    onFault: report,
  });
  await registerOtlpPush(app, { store, ingestToken: secrets.ingestToken, report });
  return app;
}

function createWorkbenchPage(
  { dataDirectory, publicUrl }: StandaloneConfiguration,
  environment: Record<string, string | undefined>,
): Promise<FastifyInstance> {
  return createWorkbench({
    pluginDirectory: fromRoot('plugin/dist'),
    pageDirectory: fromRoot('standalone/dist/workbench'),
    provisioningFile: fromRoot('provisioning/grafana/plugins.yaml'),
    dataDirectory,
    environment,
    ...(publicUrl === undefined ? {} : { publicUrl }),
  });
}

/** What all programs are told. */
function toSharedEnvironment(
  { dataDirectory }: StandaloneConfiguration,
  secrets: Secrets,
  urls: { readonly otlp: string; readonly loki: string; readonly tempo: string },
): Record<string, string | undefined> {
  return {
    ...process.env,
    [VARIABLE_DATA_DIR]: dataDirectory,
    BOTSCOPE_INGEST_TOKEN: secrets.ingestToken,
    BOTSCOPE_READ_TOKEN: secrets.readToken,
    BOTSCOPE_PROXY_SECRET: secrets.proxySecret,
    BOTSCOPE_INTERNAL_SECRET: secrets.internalSecret,
    BOTSCOPE_FINGERPRINT_KEY: secrets.fingerprintKey,
    BOTSCOPE_AUDIT_KEY_FILE: openAuditKey(dataDirectory),
    BOTSCOPE_LOKI_URL: urls.loki,
    BOTSCOPE_TEMPO_URL: urls.tempo,
    OTEL_EXPORTER_OTLP_ENDPOINT: urls.otlp,
  };
}

/**
 * Identity tokens name the public address as their issuer; their keys are fetched at the local one, below the same path.
 */
function toUiEnvironment(ui: string, publicUrl: string | undefined): Record<string, string> {
  if (publicUrl === undefined) return { BOTSCOPE_GRAFANA_URL: ui, [VARIABLE_PUBLIC_URL]: ui };
  const path = new URL(publicUrl).pathname.replace(/\/+$/, '');
  return { BOTSCOPE_GRAFANA_URL: ui + path, BOTSCOPE_GRAFANA_ROOT_URL: publicUrl, [VARIABLE_PUBLIC_URL]: publicUrl };
}

/** A restart takes the ports of the first start, since others know them by then. */
function startProgram(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
  portVariables: Readonly<Record<string, string>>,
  log: (line: string) => void,
): Promise<ChildProgram> {
  return startChildProgram({
    name,
    file: fromRoot(`${name}/src/main.ts`),
    environment,
    restartEnvironment: (urls) =>
      Object.fromEntries(
        Object.entries(portVariables).map(([url, variable]) => [variable, new URL(urls[url] ?? '').port]),
      ),
    log,
  });
}
