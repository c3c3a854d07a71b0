import { fileURLToPath } from 'node:url';
import { ADDRESSES, type AddressName } from '@botscope/conventions';
import type { FastifyInstance } from 'fastify';
import { createWorkbench } from '../workbench/create-workbench.ts';
import type { StandaloneConfiguration } from './configuration.ts';
import { keepRunning } from './keep-running.ts';
import { launchChild, type ProgramUrls } from './launch-child.ts';
import { toSharedEnvironment, toUiEnvironment } from './program-environment.ts';
import type { Run } from './run.ts';
import { toSecretVariables, type Secrets } from './secrets.ts';
import { serveApp } from './serve-app.ts';
import type { Storage } from './storage.ts';

/** Address of each part that runs; `demo` is absent when it was left out. */
export type RunningUrls = Readonly<Record<Exclude<AddressName, 'demo'>, string> & { demo?: string }>;

/** A program that runs as a process of its own. */
type ProgramName = 'sidecar' | 'gateway' | 'demo';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Starts what people use, over a storage that runs: workbench, sidecar, gateway and demo, in the order in which they need each other. */
export async function startPrograms(
  configuration: StandaloneConfiguration,
  secrets: Secrets,
  storage: Storage,
  run: Run,
): Promise<RunningUrls> {
  const shared: Record<string, string | undefined> = toSharedEnvironment(configuration, storage.urls);
  const settings: Record<string, string | undefined> = { ...process.env, ...toSecretVariables('workbench', secrets) };
  const workbench = await createWorkbenchPage(configuration, settings);
  const ui = await serveApp(run, workbench, ADDRESSES.ui, configuration.addresses.ui);
  Object.assign(shared, toUiEnvironment(ui, configuration.publicUrl));

  const start = (name: ProgramName, portVariables: Readonly<Record<string, string>>) =>
    startProgram(name, { ...shared, ...toSecretVariables(name, secrets) }, portVariables, run);
  const { sidecar = '' } = await start('sidecar', { sidecar: ADDRESSES.sidecar.portVariable });
  Object.assign(shared, { BOTSCOPE_SIDECAR_URL: sidecar });
  await storage.forwardTo(sidecar);
  const { people: gateway = '', readOnly: gatewayReadOnly = '' } = await start('gateway', {
    people: ADDRESSES.gateway.portVariable,
    readOnly: ADDRESSES.gatewayReadOnly.portVariable,
  });
  settings['BOTSCOPE_GATEWAY_URL'] = gateway;
  const { demo } = configuration.demo ? await start('demo', { demo: ADDRESSES.demo.portVariable }) : {};
  return { ...storage.urls, ui, sidecar, gateway, gatewayReadOnly, ...(demo === undefined ? {} : { demo }) };
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
async function startProgram(
  name: ProgramName,
  environment: Readonly<Record<string, string | undefined>>,
  portVariables: Readonly<Record<string, string>>,
  { log, ending, onStop }: Run,
): Promise<ProgramUrls> {
  const toPorts = (urls: ProgramUrls = {}) =>
    Object.entries(portVariables).flatMap(([url, variable]) =>
      urls[url] === undefined ? [] : [[variable, new URL(urls[url]).port]],
    );
  const program = await keepRunning({
    subject: `The ${name}`,
    launch: (first?: ProgramUrls) =>
      launchChild({
        name,
        file: fromRoot(`${name}/src/main.ts`),
        environment: { ...environment, ...(Object.fromEntries(toPorts(first)) as Record<string, string>) },
      }),
    ending,
    log,
  });
  onStop(() => program.stop());
  return program.ready;
}
