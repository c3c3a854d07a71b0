import { loadavg } from 'node:os';
import { startProduct, type Product, type ProductOptions } from '../product/start-product.ts';
import { listProcessTree, type TreeProcess } from './list-process-tree.ts';
import { startStack } from './start-stack.ts';
import { withProduct } from './with-product.ts';

type Start = (options: ProductOptions) => Promise<Product>;

const KINDS: Readonly<Record<string, Start>> = { 'npm start': startProduct, 'npm run stack': startStack };
/** By then the scripted conversations are played and the Collector has decided about their traces. */
const IDLE_MILLIS = 60_000;

interface Round {
  readonly startMillis: number;
  readonly memory: readonly TreeProcess[];
}

function measure(start: Start): Promise<Round> {
  const startedAt = performance.now();
  return withProduct(start, async ({ processId }) => {
    const startMillis = Math.round(performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, IDLE_MILLIS));
    return { startMillis, memory: listProcessTree(processId) };
  });
}

function print(kind: string, { startMillis, memory }: Round): void {
  const total = memory.reduce((sum, { residentMegabytes }) => sum + residentMegabytes, 0);
  const parts = memory.map(({ name, residentMegabytes }) => `${name} ${residentMegabytes}`).join(', ');
  console.log(`${kind}: serves after ${startMillis} ms; resident, idle: ${total} MB (${parts})`);
}

/** Start-up time and memory of both ways to run the product, in turn; the first argument is the number of rounds. */
const rounds = Number(process.argv[2] ?? 3);
for (let round = 0; round < rounds; round++) {
  for (const [kind, start] of Object.entries(KINDS)) print(kind, await measure(start));
  console.log(
    `load of the machine: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
}
