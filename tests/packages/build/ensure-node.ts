import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm, runWell } from './run.ts';

/** The oldest Node that the packages say they run on. */
export const OLDEST_NODE = '22.15.1';
const cache = fileURLToPath(new URL('../../../.cache/packages/', import.meta.url));

/** Unpacks a package of the registry below `.cache/packages/`, once; returns its directory. */
export async function ensureUnpacked(name: string, version: string): Promise<string> {
  const directory = join(cache, `${name.replace(/[^a-z0-9-]/g, '_')}-${version}`);
  if (existsSync(directory)) return directory;
  const unfinished = `${directory}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    const file = (await npm(['pack', '--silent', `${name}@${version}`], unfinished)).trim().split('\n').at(-1) ?? '';
    await runWell('tar', ['xzf', file, '--strip-components=1'], { cwd: unfinished });
    rmSync(join(unfinished, file));
    renameSync(unfinished, directory);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return directory;
}

/** Path of the oldest Node, fetched once. @throws Error that says what is missing */
export async function ensureOldestNode(): Promise<string> {
  const { platform, arch } = process;
  if (platform !== 'linux') throw new Error(`The oldest Node is fetched for Linux only; this is ${platform}.`);
  return join(await ensureUnpacked(`node-linux-${arch}`, OLDEST_NODE), 'bin/node');
}
