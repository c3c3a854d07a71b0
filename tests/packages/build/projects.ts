import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureUnpacked } from './ensure-node.ts';
import type { PackedPackage } from './pack.ts';
import { npm } from './run.ts';

const source = (name: string): string => fileURLToPath(new URL(`../${name}/`, import.meta.url));

/** Version of OpenTelemetry's API that an application brings. */
export const API = '@opentelemetry/api@1.10.0';

/** An application that has nothing but the packages and OpenTelemetry's API. */
export async function createEmptyProject(
  directory: string,
  type: 'module' | 'commonjs',
  packages: readonly PackedPackage[],
): Promise<string> {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ name: `empty-${type}`, private: true, type }));
  await npm(['install', API, ...packages.map(({ tarball }) => tarball)], directory);
  cpSync(source('programs'), directory, { recursive: true });
  return directory;
}

/** An application with another vendor's set-up, exactly as its lock file says, and the packages. */
export async function createProjectBeside(
  directory: string,
  vendor: string,
  packages: readonly PackedPackage[],
): Promise<string> {
  cpSync(source(`projects/${vendor}`), directory, { recursive: true });
  await npm(['ci'], directory);
  await npm(['install', '--no-save', ...packages.map(({ tarball }) => tarball)], directory);
  cpSync(source('programs'), directory, { recursive: true });
  return directory;
}

/** A copy of an application whose API is of OpenTelemetry 2, as `npm install --force` leaves it. */
export async function createOldProject(directory: string, model: string): Promise<string> {
  cpSync(model, directory, { recursive: true });
  const api = join(directory, 'node_modules/@opentelemetry/api');
  rmSync(api, { recursive: true });
  cpSync(await ensureUnpacked('@opentelemetry/api', '1.9.0'), api, { recursive: true });
  return directory;
}
