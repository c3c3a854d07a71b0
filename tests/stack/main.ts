import { renderStartFailure, runProduct } from '@botscope/standalone';
import { ensureBackends, type Backends } from '../backends/build/ensure-backends.ts';
import { readStackConfiguration } from './configuration.ts';
import { describeMissing } from './describe-missing.ts';
import { createRealStorage } from './start-real-storage.ts';

function findBackends(): Promise<Backends> {
  return ensureBackends().catch((error: unknown) => {
    throw new Error(describeMissing(error), { cause: error });
  });
}

/** `npm run stack`: the product on a real Collector and a real Loki. */
async function main(): Promise<void> {
  const stack = readStackConfiguration(process.argv.slice(2), process.env);
  await runProduct(stack.product, createRealStorage(stack, await findBackends()), console);
}

main().catch((error: unknown) => {
  console.error(renderStartFailure(error));
  process.exit(1);
});
