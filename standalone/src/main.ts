import { readStandaloneConfiguration } from './start/configuration.ts';
import { runProduct } from './start/run-product.ts';
import { startOwnStorage } from './start/start-own-storage.ts';
import { renderStartFailure } from './start/start-up-text.ts';

async function main(): Promise<void> {
  const configuration = readStandaloneConfiguration(process.argv.slice(2), process.env);
  await runProduct(configuration, startOwnStorage, console);
}

main().catch((error: unknown) => {
  console.error(renderStartFailure(error));
  process.exit(1);
});
