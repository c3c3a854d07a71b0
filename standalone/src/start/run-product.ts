import type { StandaloneConfiguration } from './configuration.ts';
import { startProduct } from './start-product.ts';
import { renderStartUpText } from './start-up-text.ts';
import type { StartStorage } from './storage.ts';

/**
 * Runs the product in this process until it is told to end, by a signal or by the end of what started it; says in the
 * terminal what runs where, and over IPC that it serves.
 * @throws Error with the reason in words when it cannot start.
 */
export async function runProduct(
  configuration: StandaloneConfiguration,
  startStorage: StartStorage,
  terminal: Pick<Console, 'log' | 'error'>,
): Promise<void> {
  const product = await startProduct(configuration, startStorage, (line) => terminal.error(line));
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void product.stop().then(() => process.exit(0));
  };
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect']) process.on(event, stop);
  terminal.log(renderStartUpText(product, configuration.dataDirectory));
  process.send?.({ type: 'ready', urls: product.urls });
}
