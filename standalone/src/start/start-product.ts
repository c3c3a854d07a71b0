import { ADDRESSES } from '@botscope/conventions';
import type { StandaloneConfiguration } from './configuration.ts';
import { startRun, type Run } from './run.ts';
import { openSecrets } from './secrets.ts';
import { startPrograms, type RunningUrls } from './start-programs.ts';
import type { RunningPart, StartStorage } from './storage.ts';

/** The whole product, running. */
export interface Product {
  readonly urls: RunningUrls;
  /** What people are told the places of. */
  readonly parts: readonly RunningPart[];
  /** Stops children first, so that what they still send is taken. */
  stop(): Promise<void>;
}

/**
 * Starts a storage and over it workbench and programs, in the order in which they need each other.
 * @throws StartError, StoreError or Error with the reason in words; what was started is stopped again.
 */
export async function startProduct(
  configuration: StandaloneConfiguration,
  startStorage: StartStorage,
  log: (line: string) => void,
): Promise<Product> {
  const { parts, stop } = await startRun(log, (run) => startParts(configuration, startStorage, run));
  return { ...parts, stop };
}

async function startParts(
  configuration: StandaloneConfiguration,
  startStorage: StartStorage,
  run: Run,
): Promise<Omit<Product, 'stop'>> {
  const storage = await startStorage(configuration, run);
  const urls = await startPrograms(configuration, openSecrets(configuration.dataDirectory), storage, run);
  const named = Object.entries(urls).map(([name, where]) => ({
    what: ADDRESSES[name as keyof RunningUrls].what,
    where,
  }));
  return { urls, parts: [...named, ...(storage.alsoRuns ?? [])] };
}
