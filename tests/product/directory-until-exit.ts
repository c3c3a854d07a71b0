import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new temporary directory that several products may use in turn; it goes when this process does. */
export function createDirectoryUntilExit(name: string): string {
  const directory = mkdtempSync(join(tmpdir(), `botscope-${name}-`));
  process.once('exit', () => {
    try {
      rmSync(directory, { recursive: true, force: true });
    } catch {
      // A product that is just ending may still write; that is no reason to fail.
    }
  });
  return directory;
}
