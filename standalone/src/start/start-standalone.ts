import { fileURLToPath } from 'node:url';
import type { AddressName } from '@botscope/conventions';
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
import { toSharedEnvironment, toUiEnvironment } from './program-environment.ts';
import { openSecrets, toSecretVariables, type Secrets } from './secrets.ts';

/** Address of each part that runs; `demo` is absent when it was left out. */
export type RunningUrls = Readonly<Record<Exclude<AddressName, 'demo'>, string> & { demo?: string }>;

/** Everything that `npm start` runs. */
export interface Standalone {
  readonly urls: RunningUrls;
  /** Stops children first, so that what they still send is taken. */
  stop(): Promise<void>;
}

type StopStep = () => Promise<void> | void;

/** A program that runs as a process of its own. */
type ProgramName = 'sidecar' | 'gateway' | 'demo';

/** What the parts of a run share. */
interface Run {
  readonly log: (line: string) => void;
  /** Aborted when everything is to end. */
  readonly ending: AbortSignal;
  /** Steps are taken in reverse order. */
  readonly onStop: (step: StopStep) => void;
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
  const stops: StopStep[] = [];
  const ending = new AbortController();
  const stop = async () => {
    ending.abort();
    for (const step of stops.splice(0).reverse()) await step();
  };
  try {
    const run = { log, ending: ending.signal, onStop: (step: StopStep) => void stops.push(step) };
    return { urls: await startParts(configuration, run), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(configuration: StandaloneConfiguration, run: Run): Promise<RunningUrls> {
  const { dataDirectory, addresses } = configuration;
  const { log, ending, onStop } = run;
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
  const shared: Record<string, string | undefined> = toSharedEnvironment(configuration, { otlp, loki, tempo });
  const settings: Record<string, string | undefined> = { ...process.env, ...toSecretVariables('workbench', secrets) };
  const ui = await serve(await createWorkbenchPage(configuration, settings), 'ui');
  Object.assign(shared, toUiEnvironment(ui, configuration.publicUrl));

  const start = async (name: ProgramName, portVariables: Readonly<Record<string, string>>) => {
    const environment = { ...shared, ...toSecretVariables(name, secrets) };
    const program = await startProgram(name, environment, portVariables, run);
    onStop(() => program.stop());
    return program.urls;
  };
  const { sidecar = '' } = await start('sidecar', { sidecar: 'BOTSCOPE_SIDECAR_PORT' });
  Object.assign(shared, { BOTSCOPE_SIDECAR_URL: sidecar });
  const forwarder = startForwarder({
    store,
    sidecarUrl: sidecar,
    ingestToken: secrets.ingestToken,
    // With a Ctrl-C the sidecar ends at once; that it takes nothing more is no news then.
    report: (line) => ending.aborted || log(line),
  });
  onStop(() => forwarder.stop());
  const { people: gateway = '', readOnly: gatewayReadOnly = '' } = await start('gateway', {
    people: 'BOTSCOPE_GATEWAY_PORT',
    readOnly: 'BOTSCOPE_GATEWAY_READ_PORT',
  });
  settings['BOTSCOPE_GATEWAY_URL'] = gateway;
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

/** A restart takes the ports of the first start, since others know them by then. */
function startProgram(
  name: ProgramName,
  environment: Readonly<Record<string, string | undefined>>,
  portVariables: Readonly<Record<string, string>>,
  { log, ending }: Run,
): Promise<ChildProgram> {
  return startChildProgram({
    name,
    file: fromRoot(`${name}/src/main.ts`),
    environment,
    restartEnvironment: (urls) =>
      Object.fromEntries(
        Object.entries(portVariables).map(([url, variable]) => [variable, new URL(urls[url] ?? '').port]),
      ),
    ending,
    log,
  });
}
