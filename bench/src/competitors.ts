import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A program of a competitor that does not fit into this repository's tree (docs/adr/0003), installed first. */
export function ensureCompetitor(name: 'langfuse' | 'sentry' | 'duckdb', program = 'steps.mjs'): string {
  const directory = fileURLToPath(new URL(`../competitors/${name}/`, import.meta.url));
  if (!existsSync(`${directory}node_modules`)) {
    execFileSync('npm', ['ci', '--no-workspaces', '--ignore-scripts', '--loglevel=error'], {
      cwd: directory,
      stdio: 'inherit',
    });
  }
  return directory + program;
}
