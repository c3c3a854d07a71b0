import type { FastifyInstance } from 'fastify';
import type { ListenAddress } from './configuration.ts';
import { listenOn, type NamedAddress } from './listen.ts';
import type { Run } from './run.ts';

/**
 * Serves an app until the run ends, and gives its URL.
 * @throws StartError that names port and variable.
 */
export async function serveApp(
  run: Run,
  app: FastifyInstance,
  name: NamedAddress,
  address: ListenAddress,
): Promise<string> {
  const url = await listenOn(app, name, address);
  run.onStop(() => app.close());
  return url;
}
