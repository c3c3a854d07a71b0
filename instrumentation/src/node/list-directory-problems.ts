import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Why a spool cannot be made in a directory, as far as can be told without making anything; one line at most. */
export function listDirectoryProblems(directory: string): string[] {
  const existing = findExisting(directory);
  const words = `spoolDirectory (BOTSCOPE_SPOOL_DIR) ${directory} cannot be used`;
  const remedy = 'Give a directory that this process may write to.';
  try {
    if (!statSync(existing).isDirectory()) return [`${words}: ${existing} is not a directory. ${remedy}`];
    accessSync(existing, constants.W_OK | constants.X_OK);
    return [];
  } catch (error) {
    return [`${words}: ${(error as Error).message}. ${remedy}`];
  }
}

/** The nearest directory above that exists, or itself. */
function findExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : findExisting(dirname(path));
}
