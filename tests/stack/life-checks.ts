import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { TENANTS } from '@botscope/conventions';
import type { Check } from '../backends/checks/check.ts';
import { waitUntil } from '../backends/run/wait-until.ts';
import { findMarks, storeMarks } from '../product/marked-records.ts';
import type { Product, ProductOptions } from '../product/start-product.ts';
import { STACK_ADDRESSES } from './addresses.ts';
import { listProcessTree } from './list-process-tree.ts';
import { startStack } from './start-stack.ts';
import { withProduct } from './with-product.ts';

const SERVERS = ['loki', 'otelcol'];
const RESTART_MILLIS = 60_000;

const startWithoutDemo = (options: ProductOptions) => startStack({ ...options, args: ['--no-demo'] });

/** Process ids of Loki and the Collector, while both run. */
function findServers({ processId }: Product): number[] | undefined {
  const tree = listProcessTree(processId);
  const found = SERVERS.flatMap((name) => tree.filter((process) => process.name === name));
  return found.length === SERVERS.length ? found.map((process) => process.processId) : undefined;
}

/** Resolves once every tenant has its record with a text; until Loki runs again there is no answer. */
async function waitForMarks({ urls }: Product, text: string): Promise<void> {
  const find = async () => new Set((await findMarks(urls.loki, text).catch(() => [])).map(({ tenant }) => tenant));
  await waitUntil(
    `"${text}" in all tenants of Loki`,
    async () => (await find()).size === TENANTS.length || undefined,
    RESTART_MILLIS,
  );
}

async function storeAndFind(product: Product, text: string): Promise<void> {
  const store = () => storeMarks(product.urls.otlp, { message: text, api: text, audit: text });
  const tryToStore = () =>
    store().then(
      () => true,
      () => undefined,
    );
  await waitUntil('the Collector to take records', tryToStore, RESTART_MILLIS);
  await waitForMarks(product, text);
}

async function checkRestart(product: Product): Promise<void> {
  await storeAndFind(product, 'before the kill');
  for (const processId of findServers(product) ?? []) process.kill(processId, 'SIGKILL');
  for (const line of ['Loki runs again.', 'The Collector runs again.'])
    await waitUntil(`"${line}"`, () => product.output().includes(line) || undefined, RESTART_MILLIS);
  await waitForMarks(product, 'before the kill');
  await storeAndFind(product, 'after the kill');
}

async function checkKill(product: Product): Promise<void> {
  const all = listProcessTree(product.processId).map(({ processId }) => processId);
  assert.ok(all.length > SERVERS.length);
  await product.kill();
  const isGone = (processId: number) => {
    try {
      return !process.kill(processId, 0);
    } catch {
      return true;
    }
  };
  await waitUntil('all processes to be gone', () => all.every(isGone) || undefined);
}

async function checkTakenPort(): Promise<void> {
  const { portVariable, what } = STACK_ADDRESSES.collectorHealth;
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = String((server.address() as AddressInfo).port);
  const start = (options: ProductOptions) => startStack({ ...options, environment: { [portVariable]: port } });
  try {
    await assert.rejects(
      withProduct(start, async () => undefined),
      new RegExp(`Port ${port} for the ${what} is taken.*${portVariable}`),
    );
  } finally {
    server.close();
  }
}

/** What must hold of the stack as a whole. */
export const LIFE_CHECKS: readonly Check[] = [
  {
    name: 'Loki and the Collector, killed, run again with all that was acknowledged',
    run: () => withProduct(startWithoutDemo, checkRestart),
  },
  { name: 'a killed stack leaves no process behind', run: () => withProduct(startWithoutDemo, checkKill) },
  { name: 'a port that is taken is named with its variable', run: checkTakenPort },
];
