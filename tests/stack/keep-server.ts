import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { keepRunning, type Run } from '@botscope/standalone';
import { launchServer, type Server } from './launch-server.ts';

/**
 * Starts a server and keeps it running until the run ends.
 * @throws Error with the end of what it printed when it does not start.
 */
export async function keepServer(server: Omit<Server, 'isRestart'>, { log, ending, onStop }: Run): Promise<void> {
  mkdirSync(dirname(server.logFile), { recursive: true });
  const launch = (first?: true) => launchServer({ ...server, isRestart: first === true });
  const kept = await keepRunning({ subject: server.subject, launch, ending, log });
  onStop(() => kept.stop());
}
